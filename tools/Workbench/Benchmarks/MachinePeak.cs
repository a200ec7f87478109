using System.Diagnostics;
using System.Numerics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>What the machine can do at best, measured with the library's own core: a dense multiply out of the cache, and a sum of streams out of memory (triad).</summary>
/// <param name="Flops">Floating point operations per second, all cores.</param>
/// <param name="Bandwidth">Bytes per second, all cores.</param>
internal sealed record MachinePeak(double Flops, double Bandwidth)
{
    private const int Rounds = 5;

    public static MachinePeak Measure()
    {
        var (flops, bandwidth) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            flops = Math.Max(flops, Multiply());
            bandwidth = Math.Max(bandwidth, Triad());
        }

        return new MachinePeak(flops, bandwidth);
    }

    // A panel of 64×128 fits the first-level cache. The upper triangle alone is counted, as it alone is wanted.
    private static double Multiply()
    {
        const int Rows = 64, Columns = 128, Times = 400;
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            var (panel, gram) = (new float[Rows * Columns], new float[Columns * Columns]);
            panel.AsSpan().Fill(1e-3f);
            for (var time = 0; time < Times; time++)
                GramKernel.Accumulate(panel, Rows, Columns, gram, Columns);
        });
        return Environment.ProcessorCount * (double)Times * Rows * Columns * (Columns + 1) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // a ← b + s·c: three streams of 4 bytes an element.
    private static double Triad()
    {
        const int Length = 1 << 24;
        var (a, b, c) = (new float[Length], new float[Length], new float[Length]);
        var slice = Length / Environment.ProcessorCount;
        var best = 0.0;
        for (var time = 0; time < 3; time++)
        {
            var started = Stopwatch.GetTimestamp();
            Parallel.For(0, Environment.ProcessorCount, worker =>
            {
                var end = (worker + 1) * slice;
                for (var i = worker * slice; i + Vector<float>.Count <= end; i += Vector<float>.Count)
                    (new Vector<float>(b, i) + (new Vector<float>(c, i) * 3f)).CopyTo(a, i);
            });
            best = Math.Max(best, 12.0 * slice * Environment.ProcessorCount / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }
}
