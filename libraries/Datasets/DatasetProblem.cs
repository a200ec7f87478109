namespace MovieMesh.Datasets;

/// <summary>A line that cannot be read.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">Which line, from 1.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record DatasetProblem(string File, long Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}: {Reason}");
}
