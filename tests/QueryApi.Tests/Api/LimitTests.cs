using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Limits;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

/// <summary>How much one request and one caller may ask for.</summary>
public sealed class LimitTests(SharedWorld shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_TooMany_Are429ForEachCallerAloneAndNeverForAdministrators()
    {
        await using var gateway = shared.World.CreateGateway(("Limits:RequestsAMinute", "3"), ("Limits:AnonymousRequestsAMinute", "2"));
        using var anybody = gateway.CreateClient();
        using var one = gateway.CreateClient((await gateway.BeginVisitAsync()).AccessToken);
        using var other = gateway.CreateClient((await gateway.BeginVisitAsync()).AccessToken);

        Assert.Equal((int[])[404, 404, 429, 429], await AskAsync(anybody, 4));
        Assert.Equal((int[])[404, 404, 404, 429], await AskAsync(one, 4));
        Assert.Equal((int[])[404], await AskAsync(other, 1));
        Assert.Equal((int[])[404, 404, 404, 404, 404, 404], await AskAsync(gateway.Client, 6));
        using var health = await anybody.GetAsync(new Uri("/alive", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        using var refused = await anybody.GetAsync(new Uri("/api/movies/1", UriKind.Relative), Cancelled);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Requests_HandedOnByThisMachine_CountForWhomTheyAreFor()
    {
        await using var gateway = shared.World.CreateServer(("Limits:AnonymousRequestsAMinute", "1"));
        using var webUI = gateway.CreateClient();

        foreach (var (address, status) in ((string, int)[])[("192.0.2.1", 404), ("192.0.2.2", 404), ("192.0.2.1", 429), ("2001:db8::1", 404), ("2001:db8::2", 429), ("2001:db8:0:1::1", 404)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/movies/999999") { Headers = { { "X-Forwarded-For", address } } };
            using var response = await webUI.SendAsync(request, Cancelled);
            Assert.True(status == (int)response.StatusCode, $"{address} got {response.StatusCode}");
        }
    }

    [Fact]
    public void Counts_MoreCallersThanCounted_ShareOneUntilOthersAreOver()
    {
        var time = new ManualClock();
        var counts = new RequestCounts(time, Options.Create(new LimitOptions { CountedCallers = 2 }));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero], ((string[])["a", "b", "c"]).Select(caller => counts.Take(caller, 1)));

        Assert.Equal(TimeSpan.FromMinutes(1), counts.Take("d", 1));
        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(TimeSpan.FromSeconds(15), counts.Take("a", 1));
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], ((string[])["d", "e"]).Select(caller => counts.Take(caller, 1)));
        Assert.NotEqual(TimeSpan.Zero, counts.Take("d", 1));
    }

    [Fact]
    public async Task Body_LargerThanAllowed_Is413WhateverTheRoute()
    {
        await using var gateway = shared.World.CreateServer(("Limits:LargestBody", "2048"), ("Limits:LargestBatchBody", "4096"));
        foreach (var (address, length, status) in ((string, int, int)[])[("/api/movies/similar", 1_500, 400), ("/api/movies/similar", 3_000, 413), ("/api/ratings", 3_000, 400), ("/api/ratings", 5_000, 413)])
        {
            using var content = new StringContent($"\"{new string('x', length)}\"", Encoding.UTF8, "application/json");
            using var response = await gateway.Client.PostAsync(new Uri(address, UriKind.Relative), content, Cancelled);
            Assert.True(status == (int)response.StatusCode, $"{length} to {address}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Sizes_AsSet_AreWhatPagesListsAndBatchesMayHave()
    {
        await using var gateway = shared.World.CreateGateway(("Limits:PageItems", "5"), ("Limits:ListItems", "7"), ("Limits:BatchRatings", "1"));
        await gateway.WaitUntilReadyAsync("; model ");

        await Problems.AssertAsync(gateway, HttpMethod.Get, "/api/movies?pageSize=6", HttpStatusCode.BadRequest, "pageSize");
        await Problems.AssertAsync(gateway, HttpMethod.Get, "/api/lists/popular?count=8", HttpStatusCode.BadRequest, "count");
        await Problems.AssertAsync(gateway, HttpMethod.Post, "/api/recommendations/from-words", HttpStatusCode.BadRequest, "limit", """{"text":"a","limit":8}""");
        await Problems.AssertAsync(
            gateway, HttpMethod.Post, "/api/ratings", HttpStatusCode.BadRequest, "ratings", """{"ratings":[{"userId":1,"movieId":1,"stars":4},{"userId":1,"movieId":2,"stars":4}]}""");
        Assert.Equal(5, (await gateway.GetAsync<Page<MovieSummary>>("/api/movies?pageSize=5")).Items.Count);
        Assert.Equal(7, (await gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=7")).Length);
        Assert.Contains("\"maximum\": 5", await gateway.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStreams_AsManyAsMay_RefuseOneMoreUntilOneEnds()
    {
        await using var gateway = shared.World.CreateServer(("Limits:EventStreams", "1"));
        var open = await ListenAsync(gateway);
        using (var refused = await ListenAsync(gateway))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        open.Dispose();

        await Eventually.HoldsAsync(async () =>
        {
            using var again = await ListenAsync(gateway);
            return again.IsSuccessStatusCode;
        });
    }

    [Theory]
    [InlineData("Limits:LargestBody", "0")]
    [InlineData("Limits:BatchRatings", "10001")]
    [InlineData("Limits:PageItems", "0")]
    [InlineData("Limits:RequestsAMinute", "-1")]
    [InlineData("Limits:Proxies:0", "everybody")]
    public void Start_SettingOutOfRange_IsRefused(string setting, string value) =>
        Assert.Throws<OptionsValidationException>(() => shared.World.CreateGateway((setting, value)));

    private static Task<HttpResponseMessage> ListenAsync(Gateway gateway) =>
        gateway.Client.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);

    private static async Task<int[]> AskAsync(HttpClient client, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var response = await client.GetAsync(new Uri("/api/movies/999999", UriKind.Relative), Cancelled);
            statuses.Add((int)response.StatusCode);
        }

        return [.. statuses];
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
