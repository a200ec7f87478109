using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace MovieMesh.ServiceDefaults;

/// <summary>Keeps probes, and whatever they call, out of the traces.</summary>
/// <remarks>The request's activity is already started when middleware runs, so its recorded flag is taken back: children follow their parent's flag.</remarks>
internal sealed class UntracedProbes : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, proceed) =>
        {
            if (Activity.Current is { } activity && (context.Request.Path == Probes.Health || context.Request.Path == Probes.Alive))
            {
                activity.IsAllDataRequested = false;
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }

            return proceed(context);
        });
        next(app);
    };
}
