namespace MovieMesh.ServiceDefaults;

/// <summary>The paths that orchestrators ask.</summary>
public static class Probes
{
    /// <summary>Every check; 503 only when one is unhealthy.</summary>
    public const string Health = "/health";

    /// <summary>The process answers.</summary>
    public const string Alive = "/alive";
}
