using System.Net;
using Polly;
using Polly.Retry;

namespace MovieMesh.ServiceDefaults;

/// <summary>Repeats a request that failed in passing: at most three times, with exponential, jittered pauses, and only when its method is idempotent.</summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(2),
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                .Handle<HttpRequestException>()
                .HandleResult(response => response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout),
            OnRetry = outcome =>
            {
                outcome.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsIdempotent(request.Method))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        // The inner handlers rewrite the address, so every attempt starts from the one that was asked for.
        var uri = request.RequestUri;
        return await Pipeline.ExecuteAsync(
            async token =>
            {
                request.RequestUri = uri;
                return await base.SendAsync(request, token);
            },
            cancellationToken);
    }

    private static bool IsIdempotent(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete || method == HttpMethod.Options;
}
