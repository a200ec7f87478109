using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Turns sums over common raters into similarities, eight pairs at a time.</summary>
internal sealed class CoRaterScores
{
    // Below this share of the mean square, a variance is rounding: the stars count as equal.
    private const float Nothing = 1e-6f;

    /// <summary>The other items.</summary>
    public int[] Others { get; } = new int[CoRaterSums.Chunk];

    /// <summary>The sums, column after column.</summary>
    public float[] Columns { get; } = new float[(CoRaterSums.DyDy + 1) * CoRaterSums.Chunk];

    /// <summary>1/‖j‖ of the other items.</summary>
    public float[] InverseNorms { get; } = new float[CoRaterSums.Chunk];

    /// <summary>How many ratings the other items have.</summary>
    public float[] RatingCounts { get; } = new float[CoRaterSums.Chunk];

    /// <summary>The similarities, 0 where a measure is undefined.</summary>
    public float[] Scores { get; } = new float[CoRaterSums.Chunk];

    /// <summary>Computes <see cref="Scores"/> from <see cref="Columns"/>.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="inverseNorm">1/‖i‖.</param>
    /// <param name="count">How many ratings i has.</param>
    /// <param name="shrinkage">s.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(CoRaterMeasure measure, int pairs, float inverseNorm, float count, float shrinkage)
    {
        for (var i = 0; i < pairs; i += VectorMath.Lane)
        {
            var n = Column(CoRaterSums.N, i);
            var similarity = measure switch
            {
                CoRaterMeasure.Cosine => Column(CoRaterSums.XY, i) * Vector256.Create(inverseNorm) * Vector256.Create(InverseNorms, i),
                CoRaterMeasure.AdjustedCosine => AdjustedCosine(n, i),
                CoRaterMeasure.Pearson => Pearson(n, i),
                CoRaterMeasure.Euclidean => OfDistance(Vector256.Sqrt(Column(CoRaterSums.SquaredDifference, i) / n)),
                CoRaterMeasure.Manhattan => OfDistance(Column(CoRaterSums.AbsoluteDifference, i) / n),
                CoRaterMeasure.MeanSquaredDifference => OfDistance(Column(CoRaterSums.SquaredDifference, i) / n),
                CoRaterMeasure.Jaccard => n / (Vector256.Create(count) + Vector256.Create(RatingCounts, i) - n),
                _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
            };
            (similarity * (n / (n + Vector256.Create(shrinkage)))).CopyTo(Scores, i);
        }
    }

    private Vector256<float> Column(int column, int i) => Vector256.Create(Columns, (column * CoRaterSums.Chunk) + i);

    private Vector256<float> AdjustedCosine(Vector256<float> n, int i)
    {
        var (x, y, nothing) = (Column(CoRaterSums.DxDx, i), Column(CoRaterSums.DyDy, i), n * Nothing);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(x, nothing) & Vector256.GreaterThan(y, nothing),
            Column(CoRaterSums.DxDy, i) / (Vector256.Sqrt(x) * Vector256.Sqrt(y)),
            Vector256<float>.Zero);
    }

    private Vector256<float> Pearson(Vector256<float> n, int i)
    {
        var (x, y) = (Column(CoRaterSums.X, i), Column(CoRaterSums.Y, i));
        var (squareX, squareY) = (n * Column(CoRaterSums.XX, i), n * Column(CoRaterSums.YY, i));
        var (varianceX, varianceY) = (squareX - (x * x), squareY - (y * y));
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(varianceX, squareX * Nothing) & Vector256.GreaterThan(varianceY, squareY * Nothing),
            ((n * Column(CoRaterSums.XY, i)) - (x * y)) / (Vector256.Sqrt(varianceX) * Vector256.Sqrt(varianceY)),
            Vector256<float>.Zero);
    }

    private static Vector256<float> OfDistance(Vector256<float> distance) => Vector256<float>.One / (Vector256<float>.One + Vector256.Max(distance, Vector256<float>.Zero));
}
