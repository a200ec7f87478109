namespace MovieMesh.ServiceDefaults;

/// <summary>The paths that orchestrators ask.</summary>
internal static class Probes
{
    public const string Health = "/health";
    public const string Alive = "/alive";
}
