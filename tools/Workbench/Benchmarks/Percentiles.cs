namespace MovieMesh.Workbench.Benchmarks;

/// <summary>Of some figures the middle, the largest but for 5 %, the largest but for 1 %, and the largest.</summary>
internal sealed record Percentiles(double P50, double P95, double P99, double Longest)
{
    public static Percentiles Of(IReadOnlyList<double> sorted)
    {
        double At(double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
        return new Percentiles(At(.5), At(.95), At(.99), At(1));
    }

    public override string ToString() => FormattableString.Invariant($"p50 {P50:F1} ms, p95 {P95:F1} ms, p99 {P99:F1} ms, longest {Longest:F0} ms");
}
