namespace MovieMesh.AppHost.Local;

/// <summary>One process of the topology, as <c>./mesh status</c> shows it.</summary>
internal sealed record ResourceStatus(string Name, ResourceState State, bool Healthy, int? Pid, string? Url, int Restarts, DateTimeOffset? StartedAt, string? Problem);
