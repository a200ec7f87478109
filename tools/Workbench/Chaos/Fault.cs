namespace MovieMesh.Workbench.Chaos;

/// <summary>Something that is done to a process.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">To which, by its name in <c>./mesh status</c>.</param>
/// <param name="Lasts">For how long, where it lasts.</param>
/// <param name="Pause">How long the mesh is left in peace before.</param>
internal sealed record Fault(FaultKind Kind, string Target, TimeSpan Lasts, TimeSpan Pause);
