namespace MovieMesh.Recommenders.Blending;

/// <summary>Makes scores of different algorithms comparable: mean 0, deviation 1 over the catalogue.</summary>
internal static class Standardization
{
    /// <summary>The mean, and one over the standard deviation; 0 where all scores are the same.</summary>
    public static (float Mean, float Scale) Of(ReadOnlySpan<float> scores)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var score in scores)
            sum += score;
        var mean = sum / Math.Max(1, scores.Length);
        foreach (var score in scores)
            squares += (score - mean) * (score - mean);
        var deviation = Math.Sqrt(squares / Math.Max(1, scores.Length));
        return ((float)mean, deviation > 1e-12 ? (float)(1 / deviation) : 0);
    }
}
