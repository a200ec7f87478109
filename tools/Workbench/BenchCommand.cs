using System.CommandLine;

namespace MovieMesh.Workbench;

/// <summary><c>bench</c>: measurements of a running mesh.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures a running mesh.") { FreshnessCommand.Create() };
}
