using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests;

/// <summary>One replica of the gateway and a client for it.</summary>
public sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    /// <param name="database">Where the ratings are.</param>
    /// <param name="cache">Where the models are.</param>
    /// <param name="messaging">Where messages go.</param>
    /// <param name="isServer">Whether it listens as in production: the limits of requests are the server's own.</param>
    /// <param name="settings">Settings beside those.</param>
    public Gateway(string database, string cache, string messaging, bool isServer, params IEnumerable<(string Key, string Value)> settings)
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            // As people run it: what only development shows must not show.
            builder.UseEnvironment("Production");
            builder.UseSetting("ConnectionStrings:ratingsdb", database);
            builder.UseSetting("ConnectionStrings:cache", cache);
            builder.UseSetting("ConnectionStrings:messaging", messaging);
            builder.UseSetting("Gateway:RetryInterval", "00:00:00.100");
            builder.UseSetting("Gateway:FiguresInterval", "00:00:00.050");
            builder.UseSetting("Logging:LogLevel:Default", "Error");
            builder.UseSetting("Accounts:AttemptsAMinute", "100000");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        });
        if (isServer)
        {
            _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        }

        Client = _factory.CreateClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdministratorToken());
    }

    /// <summary>Asks as an administrator, who may rate for anybody.</summary>
    public HttpClient Client { get; }

    /// <summary>A client that asks as nobody, or with an access token.</summary>
    public HttpClient CreateClient(string? accessToken = null)
    {
        var client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        return client;
    }

    public IServiceProvider Services => _factory.Services;

    public async Task<T> GetAsync<T>(string address) =>
        (await Client.GetFromJsonAsync<T>(address, GatewayJson.Options, TestContext.Current.CancellationToken))!;

    public async Task<HttpResponseMessage> RespondAsync(HttpMethod method, string address, string? json = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        // As curl does: a server that refuses a large body closes the connection, and who still writes to it may never read the answer.
        request.Headers.ExpectContinue = json?.Length > 1024 * 1024;
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = body is null ? null : JsonContent.Create(body, options: GatewayJson.Options);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {address}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<T>(GatewayJson.Options, TestContext.Current.CancellationToken))!;
    }

    public Task<RatingAccepted> RateAsync(int userId, int movieId, float stars) =>
        SendAsync<RatingAccepted>(HttpMethod.Put, $"/api/users/{userId}/ratings/{movieId}", new RateMovie { Stars = stars });

    public async Task<int> CreateVisitorAsync() => (await BeginVisitAsync()).User.Id;

    public Task<UserSession> BeginVisitAsync() => SendAsync<UserSession>(HttpMethod.Post, "/api/users");

    /// <summary>Waits until the gateway has this model and hears events.</summary>
    public Task WaitUntilReadyAsync(string model) => Eventually.ReturnsAsync(
        async () => await (await Client.GetAsync("/health")).Content.ReadAsStringAsync(),
        health => health.Contains(model, StringComparison.Ordinal) && health.Contains("\"messaging\":{\"status\":\"Healthy\"", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }

    // Made rather than signed in for: some gateways here start without a database.
    private string AdministratorToken()
    {
        var identity = new ClaimsIdentity([new Claim("user", "1"), new Claim("role", "administrator")], "test", "user", "role");
        var end = new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddHours(1) };
        return Services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(BearerTokenDefaults.AuthenticationScheme)
            .BearerTokenProtector.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), end, BearerTokenDefaults.AuthenticationScheme));
    }
}
