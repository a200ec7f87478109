namespace MovieMesh.AppHost.Local;

/// <summary>A line of a process's output.</summary>
/// <param name="Number">Counts up, from the start of the AppHost.</param>
internal sealed record ConsoleLine(long Number, DateTimeOffset Time, string Text);
