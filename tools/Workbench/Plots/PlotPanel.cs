namespace MovieMesh.Workbench.Plots;

/// <summary>A pair of axes with lines that share a unit.</summary>
internal sealed record PlotPanel(string XLabel, string YLabel, IReadOnlyList<PlotSeries> Series);
