namespace MovieMesh.WebUI.Gateway;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="At">When this site heard it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Text">What it says, in one line.</param>
public sealed record JournalEntry(DateTimeOffset At, string Type, string Text);
