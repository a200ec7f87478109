using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>Titles, genres and tags are other people's words: shown as text, whatever they hold, in their own place.</summary>
public sealed class HostileTextTests(Browser browser, HostileSite site) : IClassFixture<HostileSite>
{
    [Theory]
    [InlineData("/", ".tile-title")]
    [InlineData("/movies", ".tile-title")]
    [InlineData("/movies/7?beside=cosine", "h1 bdi")]
    [InlineData("/similar?movies=7", ".chosen-list bdi")]
    [InlineData("/data", ".bar-label")]
    public async Task Text_ScriptAndReversalAndLength_IsShownAndDoesNothing(string path, string where)
    {
        foreach (var isPhone in (bool[])[false, true])
        {
            await using var context = await browser.OpenAsync(site.Address, isPhone);
            var page = await context.OpenPageAsync(path);
            await Expect(page.Locator(where).First).ToContainTextAsync(HostileSite.Script);
            Assert.NotEqual("taken", await page.TitleAsync());
            Assert.Equal(0, await page.Locator("main img[src='x'], main script").CountAsync());
            Assert.Equal(0, await page.ReadOverflowAsync());
        }
    }
}
