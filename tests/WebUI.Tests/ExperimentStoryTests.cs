using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.TestServers;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>Users split over two models, by an administrator.</summary>
[Collection(nameof(MeshSite))]
public sealed class ExperimentStoryTests(Browser browser, MeshSite site)
{
    [Fact]
    public async Task A_challenger_is_trained_and_tried_on_everybody_and_the_list_says_so_until_it_ends()
    {
        await using var visit = await browser.OpenAsync(site.Address);
        var visitor = await visit.OpenPageAsync("/models");
        await Expect(visitor.Locator(".experiment .need-administrator")).ToBeVisibleAsync();
        await Expect(visitor.Locator("[data-start-experiment]")).ToHaveCountAsync(0);

        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/account");
        await page.Locator("[data-sign-in] input[type=email]").FillAsync(RunningMesh.AdministratorEmail);
        await page.Locator("[data-sign-in] input[type=password]").FillAsync(RunningMesh.AdministratorPassword);
        await page.Locator("[data-sign-in] button").ClickAsync();
        await Expect(page.Locator("[data-sign-out]")).ToBeVisibleAsync();

        await page.OpenAsync("/models");
        var newest = page.Locator(".runs:not(.board) tbody tr").First;
        await page.Locator("[data-algorithm]").SelectOptionAsync("global-mean");
        await page.Locator("[data-as-challenger]").CheckAsync();
        await page.Locator("[data-train]").ClickAsync();
        await Expect(newest).ToContainTextAsync("global-mean", new() { Timeout = 120_000 });
        await Expect(newest).ToContainTextAsync("Challenger", new() { Timeout = 120_000 });
        var version = await newest.Locator("th").InnerTextAsync();

        await Expect(page.Locator("[data-start-experiment]")).ToBeVisibleAsync();
        Assert.Empty(await page.AuditAsync());
        await page.GetByLabel("Name of the next one").FillAsync("<b>Means</b>");
        await page.Locator("[data-challenger]").SelectOptionAsync(version);
        await page.GetByRole(AriaRole.Slider, new() { NameRegex = Pattern("^Users who get it") }).FillAsync("100");
        await page.Locator("[data-start-experiment] button").ClickAsync();
        var challenger = page.Locator(".arms tr[data-arm=challenger]");
        await Expect(challenger).ToContainTextAsync($"run {version}");
        await Expect(challenger).ToContainTextAsync("100 %");
        await Expect(page.Locator(".experiment")).ToContainTextAsync("<b>Means</b> Running");

        // Who looks at the page hears of it by the mesh's events alone, and its users are served by it.
        await Expect(visitor.Locator(".arms tr[data-arm=challenger]")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"run {version}"));
        await visit.LookAsAsync(site.Address, 3);
        var list = await visit.OpenPageAsync("/my/recommendations");
        await Expect(list.Locator(".result-count")).ToContainTextAsync("the challenger of an experiment that runs");

        // Everybody has it, so whoever rates does so in its arm, and is predicted before.
        await Expect(visitor.Locator(".arms tr[data-arm=challenger] td").Nth(3)).ToHaveTextAsync("0");
        var movie = (await site.ReadPopularAsync())[0];
        var film = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await film.GetByRole(AriaRole.Slider).GiveStarsAsync("4");
        await Expect(visitor.Locator(".arms tr[data-arm=challenger] td").Nth(3)).ToHaveTextAsync("1");
        await Expect(visitor.Locator(".arms tr[data-arm=challenger] td").Nth(2)).ToHaveTextAsync(Pattern(@"^\d\.\d{4}$"));
        await Expect(visitor.Locator(".arms tr[data-arm=control] td").Nth(3)).ToHaveTextAsync("0");

        await page.Locator("[data-end-experiment]").ClickAsync();
        await Expect(page.Locator(".experiment .badge").First).ToHaveTextAsync("Ended");
        await Expect(visitor.Locator(".experiment .badge").First).ToHaveTextAsync("Ended");
        await list.OpenAsync("/my/recommendations?sort=newest");
        await Expect(list.Locator(".result-count")).ToContainTextAsync("by model");
        await Expect(list.Locator(".result-count")).Not.ToContainTextAsync("experiment");
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
