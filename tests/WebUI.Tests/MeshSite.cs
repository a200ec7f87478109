using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Tests;

/// <summary>The web UI of a whole mesh that serves generated data, and its gateway.</summary>
public sealed class MeshSite : IAsyncLifetime
{
    private HttpClient? _gateway;

    /// <summary>The web UI's address.</summary>
    public Uri Address { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        var web = Environment.GetEnvironmentVariable("MOVIEMESH_TEST_WEB_UI");
        var gateway = Environment.GetEnvironmentVariable("MOVIEMESH_TEST_GATEWAY");
        Assert.SkipWhen(web is null || gateway is null, "No running mesh is named by MOVIEMESH_TEST_WEB_UI and MOVIEMESH_TEST_GATEWAY.");
        Address = new Uri(web!);
        _gateway = new HttpClient { BaseAddress = new Uri(gateway!) };
        return ValueTask.CompletedTask;
    }

    /// <summary>The movies that most people rated, best known first.</summary>
    public async Task<IReadOnlyList<MovieSummary>> ReadPopularAsync() =>
        await _gateway!.GetFromJsonAsync<IReadOnlyList<MovieSummary>>(new Uri("/api/lists/popular?count=10", UriKind.Relative), GatewayClient.Json, TestContext.Current.CancellationToken) ?? [];

    /// <summary>Whether the data that the mesh serves are made up.</summary>
    public async Task<bool> HasGeneratedDataAsync() =>
        (await _gateway!.GetFromJsonAsync<MeshStatus>(new Uri("/api/status", UriKind.Relative), GatewayClient.Json, TestContext.Current.CancellationToken))!.Dataset.IsGenerated;

    public ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        return ValueTask.CompletedTask;
    }
}
