using System.Net.Http.Json;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.Mesh.Tests;

/// <summary>The gateway as a client sees it.</summary>
public sealed class Gateway(Uri address) : IDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<T> GetAsync<T>(string path) => (await Http.GetFromJsonAsync<T>(path, GatewayJson.Options, Token))!;

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: GatewayJson.Options) };
        using var response = await Http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<T>(text, GatewayJson.Options)!;
    }

    public async Task<int> CreateVisitorAsync() => (await SendAsync<UserSummary>(HttpMethod.Post, "/api/users")).Id;

    public Task<RatingAccepted> RateAsync(int userId, int movieId, float stars) =>
        SendAsync<RatingAccepted>(HttpMethod.Put, $"/api/users/{userId}/ratings/{movieId}", new RateMovie { Stars = stars });

    public Task<Recommendations> RecommendAsync(int userId, string? token = null) =>
        GetAsync<Recommendations>($"/api/users/{userId}/recommendations?count=20{(token is null ? "" : $"&token={Uri.EscapeDataString(token)}")}");

    public void Dispose() => Http.Dispose();
}
