using System.Net;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>What the site's answers forbid browsers and other sites.</summary>
public sealed class SecurityTests(Browser browser, HostileSite site) : IClassFixture<HostileSite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/movies/7?beside=cosine")]
    [InlineData("/data")]
    [InlineData("/no/such/page")]
    public async Task Page_Opened_WorksWithinItsPolicyWhichStopsScriptsOfOthers(string path)
    {
        browser.TakeViolations();
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync(path);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        Assert.Empty(browser.TakeViolations());

        await page.EvaluateAsync(
            """
            () => {
              const script = document.createElement('script');
              script.textContent = "document.title = 'taken'";
              document.body.append(script);
              const handler = document.createElement('div');
              handler.innerHTML = '<img src=x onerror="document.title=\'taken\'">';
              document.body.append(handler);
            }
            """);

        await Expect(page.Locator("body > div > img[src='x']")).ToHaveCountAsync(1);
        Assert.NotEqual("taken", await page.TitleAsync());
        Assert.NotEmpty(browser.TakeViolations());
    }

    [Fact]
    public async Task Answer_OfAnyKind_TellsBrowsersWhatTheyMayNotDo()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in (string[])["/", "/", "/no/such/page", "/health", "/favicon.svg", "/posters/7.svg"])
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("DENY", Header(response, "X-Frame-Options"));
            Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
            var policy = Header(response, "Content-Security-Policy");
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Empty(Header(response, "Server"));
            Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
            if (policy.Contains("nonce-", StringComparison.Ordinal))
            {
                Assert.True(nonces.Add(policy), "A number was used twice.");
            }
        }
    }

    [Theory]
    [InlineData("/session")]
    [InlineData("/import/upload?name=x")]
    public async Task Post_NotByTheSitesOwnScript_IsRefused(string path)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var content = new StringContent("x");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { "Origin", "https://elsewhere.example" } } };
        using var response = await client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);

        // Nor may another site's script send the header that makes the difference.
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path)
        {
            Headers = { { "Origin", "https://elsewhere.example" }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "X-MovieMesh" } },
        };
        using var leave = await client.SendAsync(preflight, Cancelled);
        Assert.DoesNotContain(leave.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
}
