using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>WCAG 2.2 AA, as far as a machine can tell: every page, light on a laptop and dark on a phone, on neither of which it is too wide.</summary>
[Collection(nameof(MeshSite))]
public sealed class AccessibilityTests(Browser browser, MeshSite site)
{
    public static TheoryData<string> Paths => SitePages.Paths;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_Audited_BreaksNoRuleFitsAndSaysThatItsDataAreGenerated(string path)
    {
        var movie = (await site.ReadPopularAsync())[0];
        foreach (var (isPhone, colours) in (IEnumerable<(bool, ColorScheme)>)[(false, ColorScheme.Light), (true, ColorScheme.Dark)])
        {
            await using var context = await browser.OpenAsync(site.Address, isPhone, colours);
            await context.LookAsAsync(site.Address, 1);
            var page = await context.OpenPageAsync(SitePages.Of(path, movie.Id));
            await Expect(page.Locator("main .loading")).ToHaveCountAsync(0);
            await Expect(page.Locator(".sample-note")).ToBeVisibleAsync();
            Assert.Equal(0, await page.ReadOverflowAsync());
            Assert.Empty(await page.AuditAsync());
            Assert.Empty(browser.TakeViolations());
        }
    }
}
