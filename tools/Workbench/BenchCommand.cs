using System.CommandLine;
using MovieMesh.Workbench.Benchmarks;

namespace MovieMesh.Workbench;

/// <summary><c>bench</c>: measurements of a mesh, and of the library alone.</summary>
internal static class BenchCommand
{
    public static Command Create() =>
        new("bench", "Measures a mesh, trainings, or similar lists. What writes ratings starts a mesh of its own, unless told --on-running-mesh.")
        {
            FreshnessCommand.Create(), IdleCommand.Create(), IngestCommand.Create(), SoakCommand.Create(), TrainBenchCommand.Create(), WarmStartBenchCommand.Create(), SimilarityBenchCommand.Create(),
            TelemetryCommand.Create(), OverloadCommand.Create(),
        };
}
