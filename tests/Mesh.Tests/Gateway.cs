using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.Mesh.Tests;

/// <summary>The gateway as a client sees it.</summary>
public sealed class Gateway(Uri address) : IDisposable
{
    private readonly Dictionary<int, string> _accessTokens = [];

    public HttpClient Http { get; } = new() { BaseAddress = address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<T> GetAsync<T>(string path) => (await Http.GetFromJsonAsync<T>(path, GatewayJson.Options, Token))!;

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body = null, string? accessToken = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: GatewayJson.Options) };
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<T>(text, GatewayJson.Options)!;
    }

    public async Task<int> CreateVisitorAsync()
    {
        var session = await SendAsync<UserSession>(HttpMethod.Post, "/api/users");
        _accessTokens[session.User.Id] = session.AccessToken;
        return session.User.Id;
    }

    public async Task<string> SignInAsync(string email, string password) =>
        (await SendAsync<UserSession>(HttpMethod.Post, "/api/account/sign-in", new Credentials { Email = email, Password = password })).AccessToken;

    public Task<RatingAccepted> RateAsync(int userId, int movieId, float stars) =>
        SendAsync<RatingAccepted>(HttpMethod.Put, $"/api/users/{userId}/ratings/{movieId}", new RateMovie { Stars = stars }, _accessTokens[userId]);

    public Task<RatingAccepted> WithdrawAsync(int userId, int movieId) =>
        SendAsync<RatingAccepted>(HttpMethod.Delete, $"/api/users/{userId}/ratings/{movieId}", accessToken: _accessTokens[userId]);

    public Task<Recommendations> RecommendAsync(int userId, string? token = null) =>
        GetAsync<Recommendations>($"/api/users/{userId}/recommendations?count=20{(token is null ? "" : $"&token={Uri.EscapeDataString(token)}")}");

    public void Dispose() => Http.Dispose();
}
