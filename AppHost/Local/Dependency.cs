namespace MovieMesh.AppHost.Local;

/// <summary>What a resource waits for before it starts.</summary>
internal sealed record Dependency(string Resource, DependencyKind Kind);
