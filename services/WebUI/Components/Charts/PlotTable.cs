namespace MovieMesh.WebUI.Components.Charts;

/// <summary>The numbers of a plot, as words.</summary>
/// <param name="Columns">The columns' names, with units.</param>
/// <param name="Rows">The rows, the first field being the row's name.</param>
public sealed record PlotTable(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows);
