using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MovieMesh.ServiceDefaults.Tests;

public sealed class HttpClientTests
{
    [Fact]
    public async Task Client_FindsAServiceByName_TakingReplicasInTurn()
    {
        await using var first = await TestService.StartAsync(map: app => app.MapGet("/who", () => "first"));
        await using var second = await TestService.StartAsync(map: app => app.MapGet("/who", () => "second"));
        await using var caller = await CallerOfAsync(first, second);

        var answers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await ClientOf(caller).GetStringAsync(new Uri("http://query-api/who"), TestContext.Current.CancellationToken));
        }

        Assert.Equal(["first", "second"], answers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Client_WhenAnIdempotentRequestFailsInPassing_TriesAgain()
    {
        var calls = 0;
        await using var flaky = await TestService.StartAsync(map: app => app.MapGet("/flaky", () => Interlocked.Increment(ref calls) < 3 ? Results.StatusCode(503) : Results.Ok()));
        await using var caller = await CallerOfAsync(flaky);

        using var response = await ClientOf(caller).GetAsync(new Uri("http://query-api/flaky"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Client_WhenAPostFails_DoesNotRepeatIt()
    {
        var calls = 0;
        await using var failing = await TestService.StartAsync(map: app => app.MapPost("/once", () =>
        {
            Interlocked.Increment(ref calls);
            return Results.StatusCode(503);
        }));
        await using var caller = await CallerOfAsync(failing);

        using var response = await ClientOf(caller).PostAsync(new Uri("http://query-api/once"), content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Client_WhenOneReplicaIsGone_AsksTheOther()
    {
        await using var gone = await TestService.StartAsync();
        await using var alive = await TestService.StartAsync(map: app => app.MapGet("/who", () => "alive"));
        await using var caller = await CallerOfAsync(gone, alive);
        await gone.DisposeAsync();

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("alive", await ClientOf(caller).GetStringAsync(new Uri("http://query-api/who"), TestContext.Current.CancellationToken));
        }
    }

    private static Task<TestService> CallerOfAsync(params TestService[] replicas) => TestService.StartAsync(
        services => services.AddHttpClient("gateway"),
        settings: replicas.Select((replica, i) => KeyValuePair.Create($"services:query-api:http:{i}", (string?)replica.Address)).ToDictionary(StringComparer.Ordinal));

    private static HttpClient ClientOf(TestService caller) => caller.Services.GetRequiredService<IHttpClientFactory>().CreateClient("gateway");
}
