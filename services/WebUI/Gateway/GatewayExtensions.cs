namespace MovieMesh.WebUI.Gateway;

internal static class GatewayExtensions
{
    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        var address = new Uri("http://query-api");
        builder.Services.AddHttpClient(GatewayClient.HttpClientName, client =>
        {
            client.BaseAddress = address;
            client.Timeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddHttpClient(GatewayClient.UploadClientName, client =>
        {
            client.BaseAddress = address;
            client.Timeout = TimeSpan.FromHours(1);
        });
        builder.Services.AddHttpClient(MeshFeed.HttpClientName, client =>
        {
            client.BaseAddress = address;
            client.Timeout = Timeout.InfiniteTimeSpan;
        });

        builder.Services.AddOptions<DashboardOptions>().BindConfiguration("Dashboard");
        builder.Services.AddScoped<GatewaySession>();
        builder.Services.AddScoped<GatewayClient>();
        builder.Services.AddSingleton<MeshJournal>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MeshJournal>());
        builder.Services.AddSingleton<MeshFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MeshFeed>());
        builder.Services.AddSingleton<MeshBoard>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MeshBoard>());
        builder.Services.AddHealthChecks().AddCheck<FeedHealthCheck>("gateway-events");
    }
}
