using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace MovieMesh.QueryApi.Limits;

/// <summary>Wires what one caller may ask for.</summary>
internal static class LimitsExtensions
{
    public static void AddLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations()
            .Validate(limits => limits.Proxies.All(network => System.Net.IPNetwork.TryParse(network, out _)), "Limits:Proxies must hold networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        builder.Services.AddSingleton<RequestCounts>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) => kestrel.Limits.MaxRequestBodySize = limits.Value.LargestBody);

        // The web UI asks for its readers; only proxies that are known, and this machine, are believed about whom they ask for.
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<LimitOptions>>((forwarded, limits) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var network in limits.Value.Proxies)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });
    }
}
