using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// From a latent number to stars: stars are level l when p + ε, ε ~ N(0,1), falls between thresholds l − 1 and l. The steps between stars need not be equally wide.
/// </summary>
/// <remarks>McCullagh, "Regression Models for Ordinal Data" (1980); by Gibbs sampling in Albert and Chib, "Bayesian Analysis of Binary and Polychotomous Response Data" (1993).</remarks>
internal sealed class OrderedLink
{
    // Expected stars are tabulated on −Reach…Reach; the thresholds lie well within.
    private const int Reach = 10;
    private const int PointsPerUnit = 32;

    private readonly float[] _curve = new float[(2 * Reach * PointsPerUnit) + 2];

    /// <summary>Makes a link.</summary>
    /// <param name="stars">The levels in stars, ascending, at least one.</param>
    /// <param name="thresholds">One fewer, ascending.</param>
    public OrderedLink(float[] stars, double[] thresholds)
    {
        (Stars, Thresholds) = (stars, thresholds);
        for (var point = 0; point < _curve.Length; point++)
        {
            var p = ((double)point / PointsPerUnit) - Reach;
            double expected = stars[^1];
            for (var level = 0; level < thresholds.Length; level++)
                expected -= (stars[level + 1] - stars[level]) * NormalDistribution.Cumulative(thresholds[level] - p);
            _curve[point] = (float)expected;
        }
    }

    public float[] Stars { get; }

    public double[] Thresholds { get; }

    /// <summary>Expected stars, interpolated.</summary>
    public float Expect(float p)
    {
        var position = (Math.Clamp(p, -Reach, Reach) + Reach) * PointsPerUnit;
        var point = (int)position;
        return _curve[point] + ((position - point) * (_curve[point + 1] - _curve[point]));
    }

    /// <summary>The variance of the stars themselves where the latent number is known.</summary>
    public float Variance(float p)
    {
        var (below, mean, square) = (0.0, 0.0, 0.0);
        for (var level = 0; level < Stars.Length; level++)
        {
            var upTo = level == Thresholds.Length ? 1 : NormalDistribution.Cumulative(Thresholds[level] - p);
            mean += (upTo - below) * Stars[level];
            square += (upTo - below) * Stars[level] * Stars[level];
            below = upTo;
        }

        return (float)(square - (mean * mean));
    }

    public int LevelOf(float stars)
    {
        var level = Array.BinarySearch(Stars, stars);
        return level >= 0 ? level : Math.Min(~level, Stars.Length - 1);
    }

    public double Lower(int level) => level == 0 ? double.NegativeInfinity : Thresholds[level - 1];

    public double Upper(int level) => level == Thresholds.Length ? double.PositiveInfinity : Thresholds[level];

    /// <summary>A draw of p + ε given the level.</summary>
    public float DrawLatent(float p, int level, ref RandomStream random) => p + (float)NormalDistribution.Truncated(Lower(level) - p, Upper(level) - p, random.Uniform());

    /// <summary>The mean of p + ε given the level.</summary>
    public float LatentMean(float p, int level)
    {
        var (lower, upper) = (Lower(level) - p, Upper(level) - p);
        var mass = lower > 0 ? NormalDistribution.Cumulative(-lower) - NormalDistribution.Cumulative(-upper) : NormalDistribution.Cumulative(upper) - NormalDistribution.Cumulative(lower);
        var step = (NormalDistribution.Density(lower) - NormalDistribution.Density(upper)) / Math.Max(mass, 1e-300);
        return p + (float)Math.Clamp(step, lower, upper);
    }
}
