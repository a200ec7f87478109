using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieMesh.ServiceDefaults.Tests;

/// <summary>A health check that lets a test look around while it runs.</summary>
internal sealed class ObservedCheck : IHealthCheck
{
    public Action Observe { get; set; } = () => { };

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Observe();
        return Task.FromResult(HealthCheckResult.Healthy());
    }
}
