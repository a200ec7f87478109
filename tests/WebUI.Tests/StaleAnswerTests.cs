using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

public sealed class StaleAnswerTests(Browser browser, StaleSite site) : IClassFixture<StaleSite>
{
    [Fact]
    public async Task MyFilms_WhileTheDatabaseIsAway_DoesNotSayThatNothingIsRated()
    {
        await using var context = await browser.OpenAsync(site.Address);
        await context.LookAsAsync(site.Address, 1);
        var page = await context.OpenPageAsync("/my/films");

        await Expect(page.Locator(".failure-small")).ToContainTextAsync("may be less than there is");
        await Expect(page.GetByText("Your films are not at hand")).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByText("Nothing rated yet").CountAsync());
    }
}
