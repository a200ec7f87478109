namespace MovieMesh.WebUI.Gateway;

/// <summary>The gateway's health as it tells it.</summary>
public sealed record GatewayHealth
{
    public required string Status { get; init; }

    public required IReadOnlyDictionary<string, HealthCheckState> Checks { get; init; }
}
