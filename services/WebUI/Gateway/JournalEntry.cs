namespace MovieMesh.WebUI.Gateway;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="At">When this site heard it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Text">What it says, in one line.</param>
/// <param name="TraceId">The trace that it is part of, or null.</param>
public sealed record JournalEntry(DateTimeOffset At, string Type, string Text, string? TraceId);
