using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieMesh.QueryApi.Status;

/// <summary>Says which queues were too long or read by nobody when last looked at.</summary>
internal sealed class QueueHealthCheck(QueueWatch queues) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        queues.LookNowAndThen();
        return Task.FromResult(queues.Alarms is { Count: > 0 } alarms
            ? HealthCheckResult.Degraded(string.Join(" ", alarms.Select(alarm => $"{alarm.Queue}: {alarm.Problem}")))
            : HealthCheckResult.Healthy());
    }
}
