using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MovieMesh.ServiceDefaults.Tests;

/// <summary>A service of the mesh with nothing in it, on a free port of the loopback address, in the Production environment.</summary>
internal sealed class TestService(WebApplication app) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public HttpClient Client => field ??= new HttpClient { BaseAddress = new Uri(Address) };

    public static async Task<TestService> StartAsync(
        Action<IServiceCollection>? configure = null, Action<WebApplication>? map = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<ObservedCheck>();
        builder.Services.AddHealthChecks().AddCheck<ObservedCheck>("observed");
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestService(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
