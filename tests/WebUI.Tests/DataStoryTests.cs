using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>The data set's statistics, as someone looks through them.</summary>
[Collection(nameof(MeshSite))]
public sealed class DataStoryTests(Browser browser, MeshSite site)
{
    private const int Plots = 11;

    [Fact]
    public async Task Every_plot_has_its_numbers_as_a_table_and_as_a_file_and_a_filter_is_in_the_address()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/data");
        await Expect(page.Locator("figure.plot .plot-csv")).ToHaveCountAsync(Plots);
        await Expect(page.Locator("figure.plot")).ToHaveCountAsync(Plots);

        var stars = page.Locator("figure.plot", new() { Has = page.Locator("#stars-title") });
        var story = await stars.Locator("p.visually-hidden").InnerTextAsync();
        await stars.Locator("summary").ClickAsync();
        await Expect(stars.Locator("tbody tr")).ToHaveCountAsync(10);

        await page.Locator("select[name=genre]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(page).ToHaveURLAsync(new Regex("genre=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(stars.Locator("p.visually-hidden")).Not.ToHaveTextAsync(story);

        var download = await page.RunAndWaitForDownloadAsync(() => stars.Locator(".plot-csv").ClickAsync());
        Assert.Equal("stars.csv", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal("stars,ratings", lines[0]);
        var filtered = lines.Skip(1).Sum(line => long.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
        await Expect(stars.Locator("p.visually-hidden")).ToContainTextAsync($"{filtered:N0} ratings");
    }

    [Fact]
    public async Task A_mark_tells_its_value_to_the_pointer()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/data");
        await page.Locator("#stars-title").ScrollIntoViewIfNeededAsync();
        await page.Locator("figure.plot", new() { Has = page.Locator("#stars-title") }).Locator(".mark-bar").Nth(7).HoverAsync();
        await Expect(page.Locator(".tip")).ToContainTextAsync("4 stars:");
    }
}
