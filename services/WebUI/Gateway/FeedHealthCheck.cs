using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieMesh.WebUI.Gateway;

/// <summary>Without the gateway's events the pages still serve, only they do not move by themselves: degraded, never unhealthy.</summary>
internal sealed class FeedHealthCheck(MeshFeed feed) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(feed.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The gateway's events do not arrive."));
}
