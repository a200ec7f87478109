using System.Net;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests.Posters;

/// <summary>With a key, posters come from TMDB through the web UI; where there is none, the drawing shows.</summary>
public sealed class TmdbPosterTests(Browser browser, PostersSite site) : IClassFixture<PostersSite>
{
    [Fact]
    public async Task Home_WithKey_PictureOverTheDrawingAndTheSourceNamed()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/");
        await Expect(page.Locator($"img.poster-photo[src='/posters/tmdb/{PostersSite.WithPicture}']").First).ToHaveJSPropertyAsync("naturalWidth", 1);
        var none = page.Locator($".poster:has(img[src='/posters/tmdb/{PostersSite.WithoutPicture}'])").First;
        await Expect(none.Locator(".poster-title")).ToBeVisibleAsync();
        await Expect(none.Locator(".poster-photo")).ToHaveJSPropertyAsync("naturalWidth", 0);
        Assert.DoesNotContain(PostersSite.Key, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poster_AskedTwice_IsLookedUpOnce()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        var address = new Uri($"/posters/tmdb/{PostersSite.WithPicture}", UriKind.Relative);
        Assert.NotEmpty(await client.GetByteArrayAsync(address, TestContext.Current.CancellationToken));
        var lookups = site.Lookups;
        using var again = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal("image/png", again.Content.Headers.ContentType?.MediaType);
        Assert.Equal(lookups, site.Lookups);

        using var none = await client.GetAsync(new Uri($"/posters/tmdb/{PostersSite.WithoutPicture}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
