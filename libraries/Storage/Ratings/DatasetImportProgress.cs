namespace MovieMesh.Storage.Ratings;

/// <summary>How far an import has come.</summary>
/// <param name="Stage">What is being loaded: <c>movies</c>, <c>links</c>, <c>tags</c>, <c>ratings</c> or <c>statistics</c>.</param>
/// <param name="Fraction">The share of the data set's bytes read, 0 to 1.</param>
/// <param name="Rows">Rows stored so far, over all files.</param>
public sealed record DatasetImportProgress(string Stage, double Fraction, long Rows);
