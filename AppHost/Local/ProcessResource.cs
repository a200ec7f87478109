using MovieMesh.AppHost.Local;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that runs as one or more processes, and all that the topology says about it.</summary>
internal abstract class ProcessResource(string name) : IResource
{
    public string Name { get; } = name;

    public abstract LaunchCommand Command { get; }

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public List<Dependency> Dependencies { get; } = [];

    /// <summary>The services whose addresses are handed over, as <c>services__{name}__http__{replica}</c>.</summary>
    public List<ProcessResource> ReferencedServices { get; } = [];

    public PublishedEndpoint? Endpoint { get; set; }

    /// <summary>The path that answers 200 when the resource is healthy; without one, an open port or a running process is enough.</summary>
    public string? HealthPath { get; set; }

    public bool IsExternal { get; set; }

    public int Replicas { get; set; } = 1;
}
