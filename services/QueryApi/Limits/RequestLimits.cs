using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.ServiceDefaults;

namespace MovieMesh.QueryApi.Limits;

/// <summary>Refuses callers who ask too much: a user by their id, everybody else by their address. What tries passwords or makes users counts by address, whoever asks.</summary>
internal sealed class RequestLimits(
    RequestDelegate next, RequestCounts counts, IProblemDetailsService problems, IOptions<LimitOptions> limits, IOptions<AccountOptions> accounts)
{
    // Who has one address of a network of version 6 has them all.
    private const int NetworkBytes = 8;

    public async Task InvokeAsync(HttpContext context)
    {
        var wait = Count(context);
        if (wait == TimeSpan.Zero)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = { Status = StatusCodes.Status429TooManyRequests, Detail = "There were too many requests within a minute." },
        });
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "?",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } network => Convert.ToHexString(network.GetAddressBytes(), 0, NetworkBytes),
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        IPAddress address => address.ToString(),
    };

    private TimeSpan Count(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AttemptLimit>() is not null)
        {
            var wait = counts.Take($"attempts {AddressOf(context)}", accounts.Value.AttemptsAMinute);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }
        }

        // An orchestrator that is not answered takes the gateway for dead.
        if (context.Request.Path == Probes.Health || context.Request.Path == Probes.Alive || context.User.IsInRole(Access.Administrator))
        {
            return TimeSpan.Zero;
        }

        return Access.UserIdOf(context.User) is { } userId
            ? counts.Take(string.Create(CultureInfo.InvariantCulture, $"user {userId}"), limits.Value.RequestsAMinute)
            : counts.Take(AddressOf(context), limits.Value.AnonymousRequestsAMinute);
    }
}
