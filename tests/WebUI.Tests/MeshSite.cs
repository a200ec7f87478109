using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;
using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Tests;

/// <summary>A whole mesh of its own on generated data: the web UI that the browser opens, and the gateway behind it.</summary>
public sealed class MeshSite : IAsyncLifetime
{
    private RunningMesh? _mesh;
    private HttpClient? _gateway;

    /// <summary>The web UI's address.</summary>
    public Uri Address => _mesh!.WebUI;

    /// <summary>The address of its broker.</summary>
    public string Broker => _mesh!.Broker;

    public async ValueTask InitializeAsync()
    {
        _mesh = await RunningMesh.StartAsync(TestContext.Current.CancellationToken);
        _gateway = new HttpClient { BaseAddress = _mesh.Gateway };
    }

    /// <summary>The movies that most people rated, best known first.</summary>
    public async Task<IReadOnlyList<MovieSummary>> ReadPopularAsync() =>
        await _gateway!.GetFromJsonAsync<IReadOnlyList<MovieSummary>>(new Uri("/api/lists/popular?count=10", UriKind.Relative), GatewayClient.Json, TestContext.Current.CancellationToken) ?? [];

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_mesh is not null)
        {
            await _mesh.DisposeAsync();
        }
    }
}
