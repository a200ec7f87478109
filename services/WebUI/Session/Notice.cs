namespace MovieMesh.WebUI.Session;

/// <summary>One passing message, perhaps with something to do about it.</summary>
public sealed class Notice
{
    public required string Text { get; init; }

    public string? ActionName { get; init; }

    public Func<Task>? Action { get; init; }

    public bool IsError { get; init; }
}
