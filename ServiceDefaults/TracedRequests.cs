using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MovieMesh.ServiceDefaults;

/// <summary>Names a request's activity after its route, with what OpenTelemetry's conventions want to know of it, and keeps probes out of the traces.</summary>
/// <remarks>
/// ASP.NET Core tells what was asked, but not what became of it. The path gives way to the route, as it has users' ids in it; the route may be that of the page that an
/// error or an unknown address is answered with.
/// </remarks>
internal sealed class TracedRequests : IStartupFilter
{
    private const int ServerError = 500;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, proceed) => Activity.Current is { IsAllDataRequested: true } activity ? TraceAsync(activity, context, proceed) : proceed(context));
        next(app);
    };

    private static async Task TraceAsync(Activity activity, HttpContext context, RequestDelegate proceed)
    {
        var path = context.Request.Path;
        if (path == Probes.Health || path == Probes.Alive)
        {
            // The activity is already started, so its recorded flag is taken back: whatever the probe calls follows its parent's flag.
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await proceed(context);
            return;
        }

        await proceed(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        activity.SetTag("url.path", route);
        activity.SetTag("user_agent.original", null);
        if (context.Response.StatusCode >= ServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
