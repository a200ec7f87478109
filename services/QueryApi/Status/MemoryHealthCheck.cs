using Microsoft.Extensions.Diagnostics.HealthChecks;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;

namespace MovieMesh.QueryApi.Status;

/// <summary>Says what this replica has in memory to serve from. Without a catalogue it is of no use yet.</summary>
internal sealed class MemoryHealthCheck(CatalogueFeed feed, ServingModel serving) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        (feed.TryGetCurrent(out var catalogue), serving.Current) switch
        {
            (false, _) => HealthCheckResult.Unhealthy("The catalogue is not loaded yet."),
            (true, null) => HealthCheckResult.Degraded($"{catalogue!.Count} movies; no model serves yet, lists are not personal."),
            (true, { } model) => HealthCheckResult.Healthy($"{catalogue!.Count} movies; model {model.Version}."),
        });
}
