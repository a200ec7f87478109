namespace MovieMesh.Datasets;

/// <summary>A line cannot be read: the kind is counted, the message names the value. Caught where lines are read, never seen outside.</summary>
internal sealed class LineException(string kind, string message) : Exception(message)
{
    public string Kind { get; } = kind;
}
