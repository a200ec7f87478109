using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Makes lines of what was measured: gauges as they are, counters as rates, histograms as quantiles.</summary>
internal static class MetricLines
{
    public static readonly double[] Quantiles = [0.5, 0.9, 0.99];

    public static double?[] Gauge(MetricSeries series, TimeAxis axis)
    {
        var values = new double?[axis.Steps];
        for (var index = 0; index < series.Points.Count; index++)
        {
            // Of points that are the same, the first and the last were kept.
            var from = Math.Max(0, axis.StepOf(series.Points[index].Time));
            var to = index + 1 < series.Points.Count ? axis.StepOf(series.Points[index + 1].Time) : from;
            for (var step = from; step <= Math.Min(to, axis.Steps - 1); step++)
            {
                values[step] = series.Points[index].Value;
            }
        }

        return values;
    }

    /// <summary>How much a second was counted, from the first point on.</summary>
    public static double?[] Rate(MetricSeries series, TimeAxis axis, Func<MetricPoint, double> count)
    {
        var rates = new double?[axis.Steps];
        if (series.Points.Count > 0)
        {
            var (from, to) = (Math.Max(0, axis.StepOf(series.Points[0].Time)), Math.Min(axis.Steps - 1, axis.StepOf(series.Points[^1].Time)));
            for (var step = from; step <= to; step++)
            {
                rates[step] = 0;
            }
        }

        foreach (var (step, before, point) in Changes(series, axis))
        {
            rates[step] = (rates[step] ?? 0) + (Growth(count(before), count(point)) / axis.Step.TotalSeconds);
        }

        return rates;
    }

    /// <summary>For each step the counts of the buckets of all series, of what came in that step.</summary>
    public static double[]?[] Buckets(IReadOnlyList<MetricSeries> series, TimeAxis axis)
    {
        var buckets = new double[]?[axis.Steps];
        foreach (var one in series)
        {
            foreach (var (step, before, point) in Changes(one, axis))
            {
                var sums = buckets[step] ??= new double[point.Buckets.Length];
                for (var bucket = 0; bucket < Math.Min(sums.Length, point.Buckets.Length); bucket++)
                {
                    sums[bucket] += Growth(bucket < before.Buckets.Length ? before.Buckets[bucket] : 0, point.Buckets[bucket]);
                }
            }
        }

        return buckets;
    }

    /// <summary>A quantile, even within a bucket; what is above the last bound counts as that bound.</summary>
    public static double? Quantile(double[]? buckets, double[] bounds, double quantile)
    {
        if (buckets is null || bounds.Length == 0 || buckets.Sum() is not (> 0 and var total))
        {
            return null;
        }

        var below = 0.0;
        for (var bucket = 0; bucket < bounds.Length; bucket++)
        {
            if (below + buckets[bucket] >= quantile * total && buckets[bucket] > 0)
            {
                var lower = bucket == 0 ? Math.Min(0, bounds[0]) : bounds[bucket - 1];
                return lower + ((bounds[bucket] - lower) * ((quantile * total) - below) / buckets[bucket]);
            }

            below += buckets[bucket];
        }

        return bounds[^1];
    }

    /// <summary>Each point within the axis, with the one before it; before the first of a process there was nothing.</summary>
    private static IEnumerable<(int Step, MetricPoint Before, MetricPoint Point)> Changes(MetricSeries series, TimeAxis axis)
    {
        var nothing = new MetricPoint(default, 0, 0, []);
        for (var index = 0; index < series.Points.Count; index++)
        {
            var step = axis.StepOf(series.Points[index].Time);
            if (step >= 0 && step < axis.Steps)
            {
                yield return (step, index == 0 ? nothing : series.Points[index - 1], series.Points[index]);
            }
        }
    }

    /// <summary>A count that is smaller than before is that of a process that was started anew.</summary>
    private static double Growth(double before, double now) => now >= before ? now - before : now;
}
