using Microsoft.Extensions.DependencyInjection;

namespace MovieMesh.ServiceDefaults;

/// <summary>Every HttpClient of a service finds other services by name and retries what is safe to repeat.</summary>
internal static class HttpClients
{
    public static void AddHttpClients(this IServiceCollection services)
    {
        services.AddTransient<ServiceAddressHandler>();
        services.AddTransient<ResilienceHandler>();
        services.ConfigureHttpClientDefaults(client => client
            .AddHttpMessageHandler<ResilienceHandler>()
            .AddHttpMessageHandler<ServiceAddressHandler>());
    }
}
