namespace MovieMesh.WebUI.Gateway;

/// <summary>One of its checks.</summary>
public sealed record HealthCheckState
{
    public required string Status { get; init; }

    public string? Description { get; init; }
}
