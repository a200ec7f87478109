namespace MovieMesh.Workbench.Tuning;

/// <summary>One setting that a search tried.</summary>
/// <param name="Settings">As on a command line.</param>
/// <param name="Scores">What it reached on each validation split that it came to; empty where it could not be trained.</param>
internal sealed record Trial(string Settings, IReadOnlyList<double> Scores);
