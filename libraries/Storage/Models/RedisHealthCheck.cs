using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieMesh.Storage.Models;

/// <summary>Asks Redis for a ping.</summary>
internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.CallAsync("PING", database => database.PingAsync(), cancellationToken).WaitAsync(TimeSpan.FromSeconds(2), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is CacheUnavailableException or TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Redis does not answer; what is loaded goes on serving.");
        }
    }
}
