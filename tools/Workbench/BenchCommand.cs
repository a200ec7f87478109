using System.CommandLine;
using MovieMesh.Workbench.Benchmarks;

namespace MovieMesh.Workbench;

/// <summary><c>bench</c>: measurements of a running mesh, and of the library alone.</summary>
internal static class BenchCommand
{
    public static Command Create() =>
        new("bench", "Measures a running mesh, trainings, or similar lists.")
        {
            FreshnessCommand.Create(), IdleCommand.Create(), IngestCommand.Create(), SoakCommand.Create(), TrainBenchCommand.Create(), WarmStartBenchCommand.Create(), SimilarityBenchCommand.Create(),
            TelemetryCommand.Create(), OverloadCommand.Create(),
        };
}
