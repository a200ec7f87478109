namespace MovieMesh.Workbench;

/// <summary>One process in the AppHost's <c>state.json</c>.</summary>
internal sealed record ResourceState(string Name, string State, bool Healthy, int? Pid, string? Url, int Restarts, DateTimeOffset? StartedAt, string? Problem);
