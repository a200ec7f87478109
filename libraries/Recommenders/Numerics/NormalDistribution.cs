namespace MovieMesh.Recommenders.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    // Between these tails the quantile is one rational function, beyond them another.
    private const double Tail = 0.02425;

    public static double Density(double x) => Math.Exp(-0.5 * x * x) * 0.3989422804014327;

    /// <summary>Φ(x) to some 15 digits, small relative error in the lower tail: Hart's rational function as given by West, "Better approximations to cumulative normal functions" (2005).</summary>
    public static double Cumulative(double x)
    {
        var a = Math.Abs(x);
        if (a > 37)
            return x > 0 ? 1 : 0;
        var exponential = Math.Exp(-0.5 * a * a);
        double tail;
        if (a < 7.07106781186547)
        {
            var above = (((((((((((0.0352624965998911 * a) + 0.700383064443688) * a) + 6.37396220353165) * a) + 33.912866078383) * a) + 112.079291497871) * a) + 221.213596169931) * a) + 220.206867912376;
            var below = (((((((((((((0.0883883476483184 * a) + 1.75566716318264) * a) + 16.064177579207) * a) + 86.7807322029461) * a) + 296.564248779674) * a) + 637.333633378831) * a) + 793.826512519948) * a) + 440.413735824752;
            tail = exponential * above / below;
        }
        else
        {
            tail = exponential / (a + (1 / (a + (2 / (a + (3 / (a + (4 / (a + 0.65))))))))) / 2.506628274631;
        }

        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>Φ⁻¹(p) for 0 &lt; p &lt; 1, relative error below 1.2e-9: Acklam's algorithm.</summary>
    public static double Quantile(double p)
    {
        if (p < Tail)
            return TailQuantile(Math.Sqrt(-2 * Math.Log(p)));
        if (p > 1 - Tail)
            return -TailQuantile(Math.Sqrt(-2 * Math.Log(1 - p)));
        var q = p - 0.5;
        var r = q * q;
        return ((((((((((-39.69683028665376 * r) + 220.9460984245205) * r) - 275.9285104469687) * r) + 138.3577518672690) * r) - 30.66479806614716) * r) + 2.506628277459239) * q
            / ((((((((((-54.47609879822406 * r) + 161.5858368580409) * r) - 155.6989798598866) * r) + 66.80131188771972) * r) - 13.28068155288572) * r) + 1);
    }

    /// <summary>A draw from the standard normal between two bounds, which may be infinite, by inversion in the tail nearer to both.</summary>
    public static double Truncated(double lower, double upper, double uniform)
    {
        if (lower > 0)
            return -Truncated(-upper, -lower, 1 - uniform);
        var (below, above) = (Cumulative(lower), Cumulative(upper));
        var p = below + (uniform * (above - below));
        if (p is <= 1e-300 or >= 1)
            return double.IsFinite(upper) && p < 0.5 ? upper : lower;
        return Math.Clamp(Quantile(p), lower, upper);
    }

    private static double TailQuantile(double q) =>
        ((((((((((-0.007784894002430293 * q) - 0.3223964580411365) * q) - 2.400758277161838) * q) - 2.549732539343734) * q) + 4.374664141464968) * q) + 2.938163982698783)
        / ((((((((0.007784695709041462 * q) + 0.3224671290700398) * q) + 2.445134137142996) * q) + 3.754408661907416) * q) + 1);
}
