using System.Net;
using System.Net.Http.Headers;
using Aspire.Hosting;
using Google.Protobuf;
using MovieMesh.AppHost.Local.Dashboard;
using MovieMesh.AppHost.Local.Otlp;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

/// <summary>The dashboard of a small topology: who gets in, what is taken in, and what can be done.</summary>
public sealed class DashboardTests : IAsyncDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly Topology _topology = new();
    private readonly DashboardAccess _access = new(FreePort.Find(), "the token", "the key");
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public DashboardTests()
    {
        _topology.AddServer("server").WithEnvironment("STORE", "Host=here;Password=hush;Database=films").WithEnvironment("BROKER", "amqp://me:hush@here").WithEnvironment("API_KEY", "hush");
        _topology.StartWithDashboard(_access);
        _client = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = new(_access.Address) };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _topology.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/traces")]
    [InlineData("/resources/server")]
    [InlineData("/traces/0af7651916cd43dd8448eb211c80319c.json")]
    public async Task Get_WithoutToken_IsNotAnswered(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(">server<", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "/", HttpStatusCode.Unauthorized, null)]
    [InlineData("the%20token", "/traces", HttpStatusCode.Redirect, "/traces")]
    [InlineData("the%20token", "//evil.example", HttpStatusCode.Redirect, "/")]
    [InlineData("the%20token", "https://evil.example", HttpStatusCode.Redirect, "/")]
    public async Task LogIn_WithToken_LeadsToOwnPagesAlone(string token, string to, HttpStatusCode expected, string? location)
    {
        using var response = await _client.GetAsync(new Uri($"/login?t={token}&to={Uri.EscapeDataString(to)}", UriKind.Relative), Token);

        Assert.Equal((expected, location), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Get_ForeignHost_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = "evil.example" } };
        using var response = await _client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Resource_SecretsInItsEnvironment_AreMasked()
    {
        await LogInAsync();

        var page = await _client.GetStringAsync(new Uri("/resources/server", UriKind.Relative), Token);

        Assert.DoesNotContain("hush", page, StringComparison.Ordinal);
        Assert.Contains("Database=films", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ThenStart_DoesSoAndNeedsTheFormsKey()
    {
        await LogInAsync();
        await Eventually.HoldsAsync(() => _topology.IsHealthy("server"));

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("stop", "guessed"));
        Assert.True(_topology.IsHealthy("server"));

        var key = FormKeyOf(await _client.GetStringAsync(new Uri("/", UriKind.Relative), Token));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync("stop", key));
        await Eventually.HoldsAsync(() => _topology.ReadState("server")?.GetProperty("state").GetString() == "Stopped");
        Assert.Equal(["server started", "server stopped"], _topology.ReadJournal());

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync("start", key));
        await Eventually.HoldsAsync(() => _topology.IsHealthy("server"));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync("restart", key));
        await Eventually.HoldsAsync(() => _topology.CountInJournal("server started") == 3 && _topology.IsHealthy("server"));
    }

    [Theory]
    [InlineData("wrong", "application/x-protobuf", HttpStatusCode.Unauthorized)]
    [InlineData("the key", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("the key", "application/x-protobuf", HttpStatusCode.BadRequest)]
    public async Task Otlp_NotAsItShouldBe_IsRefused(string key, string contentType, HttpStatusCode expected)
    {
        using var response = await ExportAsync([0xff, 0xff, 0xff], key, contentType);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Otlp_SpanWithMarkupInItsName_IsShownAsText()
    {
        await LogInAsync();
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString(TraceId)),
            SpanId = ByteString.CopyFrom(Convert.FromHexString("b7ad6b7169203331")),
            Name = "<script>alert(1)</script>",
            StartTimeUnixNano = 1_700_000_000_000_000_000,
            EndTimeUnixNano = 1_700_000_001_500_000_000,
            Attributes = { new KeyValue { Key = "\"><img>", Value = new() { StringValue = "<b>" } } },
        };
        var process = new ResourceSpans { Resource = new() { Attributes = { new KeyValue { Key = "service.name", Value = new() { StringValue = "server" } } } }, ScopeSpans = { new ScopeSpans { Spans = { span, new Span() } } } };

        using var response = await ExportAsync(new ExportTraceServiceRequest { ResourceSpans = { process } }.ToByteArray(), "the key", "application/x-protobuf");

        var answer = ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(1, answer.PartialSuccess.RejectedSpans);
        var page = await _client.GetStringAsync(new Uri($"/traces/{TraceId}", UriKind.Relative), Token);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img>", page, StringComparison.Ordinal);
        Assert.Contains("1.5 s", page, StringComparison.Ordinal);
    }

    private static string FormKeyOf(string page) => page.Split("name=\"key\" value=\"", 2)[1].Split('"', 2)[0];

    private async Task LogInAsync()
    {
        using var response = await _client.GetAsync(new Uri("/login?t=the%20token", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private async Task<HttpStatusCode> PostAsync(string verb, string key)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", key)]);
        using var response = await _client.PostAsync(new Uri($"/resources/server/{verb}", UriKind.Relative), form, Token);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> ExportAsync(byte[] body, string key, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent(body), Headers = { { "x-otlp-api-key", key } } };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await _client.SendAsync(request, Token);
    }
}
