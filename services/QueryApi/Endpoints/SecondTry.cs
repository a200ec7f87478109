using Microsoft.Extensions.Options;
using MovieMesh.Storage;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Answers a read once more that failed at once for want of a store: the connection may have died with a server that has long come back, and the next one is new.</summary>
internal sealed class SecondTry(IOptions<GatewayOptions> options, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = time.GetTimestamp();
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (HttpMethods.IsGet(context.HttpContext.Request.Method) && StoreFaults.IsAway(exception) && time.GetElapsedTime(started) < options.Value.StoreWait)
        {
            return await next(context);
        }
    }
}
