using System.Net;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>A web UI whose gateway is away still answers, says so quietly, and offers to try again.</summary>
public sealed class WithoutGatewayTests(Browser browser, WebUIProcess site) : IClassFixture<WebUIProcess>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/movies?search=alien")]
    [InlineData("/movies/1")]
    [InlineData("/data")]
    [InlineData("/models")]
    [InlineData("/mesh")]
    [InlineData("/people?users=1,2")]
    [InlineData("/similar?movies=1")]
    [InlineData("/wish?text=drama")]
    [InlineData("/import")]
    public async Task Page_GatewayAway_QuietNoticeWithRetry(string path)
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync(path);
        await Expect(page.Locator("main .failure").First).ToBeVisibleAsync();
        await Expect(page.Locator("main .failure").First.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await Expect(page.Locator(".status-banner")).ToContainTextAsync("Offline");
        Assert.DoesNotContain("   at ", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_GatewayAway_DegradedButServing()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var response = await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("gateway-events", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poster_AnyMovie_ImmutableSvg()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var response = await client.GetAsync(new Uri("/posters/7.svg?year=1999&genres=%3Cscript%3E,Horror", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task UnknownAddress_AnyPage_OwnNotFoundPage()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.NewPageAsync();
        var response = await page.GotoAsync("/no/such/page");
        Assert.Equal((int)HttpStatusCode.NotFound, response!.Status);
        await Expect(page.GetByText("This reel is missing")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_EveryRequest_StaysOnTheSite()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var foreign = new List<string>();
        var page = await context.NewPageAsync();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != site.Address.Authority)
            {
                lock (foreign)
                {
                    foreign.Add(request.Url);
                }
            }
        };
        foreach (var path in (string[])["/", "/movies", "/my/films", "/my/recommendations", "/similar", "/data", "/models", "/mesh", "/account", "/import", "/wish"])
        {
            await page.OpenAsync(path);
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        Assert.Empty(foreign);
    }
}
