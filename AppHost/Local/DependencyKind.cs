namespace MovieMesh.AppHost.Local;

internal enum DependencyKind
{
    /// <summary>The other runs and is healthy.</summary>
    Healthy,

    /// <summary>The other has ended with exit code 0.</summary>
    Completed,
}
