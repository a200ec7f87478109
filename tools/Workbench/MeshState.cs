namespace MovieMesh.Workbench;

/// <summary>The AppHost's <c>state.json</c>.</summary>
internal sealed record MeshState(int ProcessId, string? Dashboard, IReadOnlyList<ResourceState> Resources);
