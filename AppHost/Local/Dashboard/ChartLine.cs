namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>A line of a chart.</summary>
/// <param name="Values">One a step of time; null where there is nothing to show.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<double?> Values);
