namespace MovieMesh.Workbench.Plots;

/// <summary>One line of a plot.</summary>
internal sealed record PlotSeries(string Name, string Color, IReadOnlyList<(double X, double Y)> Points);
