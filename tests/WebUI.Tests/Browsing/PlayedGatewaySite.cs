using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MovieMesh.WebUI.Tests.Browsing;

/// <summary>The web UI before a gateway that answers what a real one could not be brought to answer.</summary>
public abstract class PlayedGatewaySite : WebUIProcess
{
    private WebApplication? _gateway;

    /// <summary>The played gateway's address.</summary>
    protected Uri Gateway { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Says what is answered.</summary>
    protected abstract void Play(WebApplication gateway);

    protected override async Task<Uri> StartGatewayAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _gateway = builder.Build();
        Play(_gateway);
        await _gateway.StartAsync();
        return Gateway = new Uri(_gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }
}
