namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// Features of one kind that the rows of a side have (the genres of a movie, the movies that a user rated), n of them in a row, each with the value n^−½. They are looked at once
/// per row and sweep, however many ratings a row has.
/// </summary>
internal sealed class FeatureBlock
{
    private readonly CompressedRows _byRow;
    private readonly CompressedRows _byFeature;

    /// <summary>Makes a block.</summary>
    /// <param name="byRow">The features of each row; the values are not looked at.</param>
    /// <param name="byFeature">The rows of each feature.</param>
    public FeatureBlock(CompressedRows byRow, CompressedRows byFeature)
    {
        (_byRow, _byFeature) = (byRow, byFeature);
        Scales = new float[byRow.RowCount];
        for (var row = 0; row < Scales.Length; row++)
            Scales[row] = ScaleOf(byRow.Length(row));
        Squares = new float[byFeature.RowCount];
        for (var feature = 0; feature < Squares.Length; feature++)
        {
            foreach (var row in RowsOf(feature))
                Squares[feature] += Scales[row] * Scales[row];
        }
    }

    public int Features => _byFeature.RowCount;

    /// <summary>By row: the value of its features.</summary>
    public float[] Scales { get; }

    /// <summary>By feature: the sum of its squared values.</summary>
    public float[] Squares { get; }

    /// <summary>n^−½, 0 for none.</summary>
    public static float ScaleOf(int count) => count == 0 ? 0 : 1 / MathF.Sqrt(count);

    public ReadOnlySpan<int> FeaturesOf(int row) => _byRow[row].Indices;

    public ReadOnlySpan<int> RowsOf(int feature) => _byFeature[feature].Indices;
}
