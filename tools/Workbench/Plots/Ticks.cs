namespace MovieMesh.Workbench.Plots;

/// <summary>Round numbers for an axis: steps of 1, 2 or 5 times a power of ten.</summary>
internal static class Ticks
{
    private static readonly double[] Factors = [1, 2, 5, 10];

    public static (double First, double Step, int Count) Between(double low, double high, int most, double leastStep = 0)
    {
        if (!(high > low))
            (low, high) = (low - (Math.Abs(low) * 0.05) - 1e-9, low + (Math.Abs(low) * 0.05) + 1e-9);
        var rough = (high - low) / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(leastStep, power * Factors.First(factor => power * factor >= rough * (1 - 1e-9)));
        var first = Math.Floor((low / step) + 1e-9);
        var last = Math.Ceiling((high / step) - 1e-9);
        return (first * step, step, (int)(last - first) + 1);
    }
}
