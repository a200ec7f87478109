using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.Mesh.Tests;

public sealed class DashboardTests(MeshFixture fixture, Browser browser)
{
    private static readonly string[] Services = ["web-ui", "query-api", "ingestion", "training-worker", "similarity-worker"];

    private Gateway Gateway => fixture.Gateway;

    [Fact]
    public async Task A_rating_is_one_trace_from_the_request_to_the_stores()
    {
        using var client = await SignInAsync();
        var visitor = await Gateway.CreateVisitorAsync();
        var movie = (await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1"))[0];

        // The client hands its trace on, as a browser's server would.
        using var click = new Activity("click") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();
        await Gateway.RateAsync(visitor, movie.Id, 4);
        click.Stop();

        // A span arrives when it ends: those that enclose others last.
        (string Resource, string Name)[] expected =
        [
            ("query-api", "PUT /api/users/{id}/ratings/{movieId}"),
            ("query-api", "MovieMesh.Contracts:SubmitRating send"),
            ("ingestion", "ingestion-submit-rating process batch"),
            ("ingestion", "MovieMesh.Contracts:RatingsRecorded send"),
            ("query-api", "events process"),
            ("training-worker", "training-worker-prequential process"),
            ("similarity-worker", "similarity-worker-ratings-recorded process batch"),
        ];
        var trace = await Eventually.ReturnsAsync(
            async () => (await client.GetFromJsonAsync<Span[]>($"/traces/{click.TraceId}.json", TestContext.Current.CancellationToken))!,
            spans => expected.All(one => spans.Any(span => (span.Resource, span.Name) == one)));

        var request = Assert.Single(trace, span => span.Name == "PUT /api/users/{id}/ratings/{movieId}");
        Assert.Equal("202", request.Value("http.response.status_code"));
        var send = Assert.Single(trace, span => span.Name == "MovieMesh.Contracts:SubmitRating send");
        var batch = Assert.Single(trace, span => span.Name == "ingestion-submit-rating process batch");
        Assert.Contains(batch.Links, link => link.SpanId == send.SpanId);
        Assert.Equal("rabbitmq", batch.Value("messaging.system"));
        Assert.Contains(trace, span => span.Resource == "ingestion" && span.Value("db.system.name") == "postgresql");
        Assert.Contains(trace, span => span.Resource == "similarity-worker" && span.Value("db.system.name") == "redis");
        Assert.DoesNotContain(trace, span => span.Attributes.Any(attribute => attribute.Value.Contains($"{visitor}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_click_on_the_stars_is_found_in_the_dashboard_and_followed_through_the_services()
    {
        var movie = (await Gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=1"))[0];
        await using var site = await browser.OpenAsync(fixture.Mesh.WebUI);
        var film = await site.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await film.BecomeVisitorAsync();
        await film.GetByRole(AriaRole.Slider).GiveStarsAsync("4");

        await using var context = await browser.OpenAsync(fixture.Mesh.Dashboard);
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.Mesh.DashboardLogin.ToString());
        await Expect(page.Locator("#row-ingestion .state.good")).ToBeVisibleAsync();
        await page.Locator("nav").GetByText("Traces").ClickAsync();
        await page.GetByLabel("Name or id").FillAsync("SubmitRating send");
        await page.GetByLabel("Name or id").PressAsync("Enter");
        await page.Locator("#traces th a", new() { HasText = "onclick -> MovieMesh.WebUI.Components.Movies.StarRating" }).First.ClickAsync();

        foreach (var service in Services)
        {
            await Expect(page.Locator($"details.span[data-resource='{service}']").First).ToBeVisibleAsync();
        }

        var batch = page.Locator("details.span", new() { HasText = "ingestion-submit-rating process batch" });
        await batch.Locator("summary").ClickAsync();
        await Expect(batch.GetByText("messaging.batch.message_count")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task Every_page_of_the_dashboard_is_accessible_and_fits(bool isPhone, ColorScheme colours)
    {
        using var client = await SignInAsync();
        await Gateway.CreateVisitorAsync();
        await using var context = await browser.OpenAsync(fixture.Mesh.Dashboard, isPhone, colours);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : Array.Empty<string>());
        await page.GotoAsync(fixture.Mesh.DashboardLogin.ToString());
        foreach (var path in (string[])["/", "/resources/query-api", "/console?resource=query-api", "/logs", "/traces", "/metrics?resource=query-api"])
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("[data-live]")).ToBeVisibleAsync();
            complaints.AddRange((await page.AuditAsync()).Select(complaint => $"{path}: {complaint}"));
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var overflow)
            {
                complaints.Add($"{path} is {overflow} px too wide");
            }
        }

        Assert.Empty(complaints);
    }

    private async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = fixture.Mesh.Dashboard };
        using var response = await client.GetAsync(fixture.Mesh.DashboardLogin, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return client;
    }

    private sealed record Span(string SpanId, string Name, string Resource, IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<Link> Links)
    {
        public string? Value(string attribute) => Attributes.FirstOrDefault(one => one.Key == attribute).Value;
    }

    private sealed record Link(string SpanId);
}
