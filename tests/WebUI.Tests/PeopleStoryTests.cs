using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>Who is like whom, as someone looks through it.</summary>
[Collection(nameof(MeshSite))]
public sealed class PeopleStoryTests(Browser browser, MeshSite site)
{
    private const int Nearest = 15;

    [Fact]
    public async Task Those_nearest_are_shown_with_what_they_loved_and_one_of_them_is_looked_through()
    {
        await using var context = await browser.OpenAsync(site.Address);
        await context.LookAsAsync(site.Address, 1);
        var page = await context.OpenPageAsync("/people");
        var people = page.Locator(".people-list li");
        await Expect(people).ToHaveCountAsync(Nearest);
        var similarities = (await page.Locator(".people-list .similarity").AllInnerTextsAsync()).Select(First).ToList();
        Assert.Equal(similarities.OrderDescending(), similarities);

        var loved = page.Locator(".people-loved .tile").First;
        await Expect(loved.Locator(".loved-by")).ToHaveTextAsync(Pattern($"^Loved by \\d+ of {Nearest}, "));
        var film = (await loved.Locator(".tile-link").GetAttributeAsync("href"))!;
        var rated = await context.OpenPageAsync(film);
        await Expect(rated.Locator("main [role=slider]").First).ToHaveAttributeAsync("aria-valuenow", "0");

        var user = (await people.First.GetAttributeAsync("data-user"))!;
        await page.GetByLabel("Alike by").SelectOptionAsync("pearson");
        await Expect(page).ToHaveURLAsync(Pattern("measure=pearson"));
        await Expect(page.Locator(".measure-sentence")).ToContainTextAsync("stricter or kinder");
        await page.GetByLabel("Alike by").SelectOptionAsync("cosine");
        await page.Locator($".people-list li[data-user='{user}']").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".user-button")).ToContainTextAsync($"User {user}");
        await Expect(page.Locator($".people-list li[data-user='{user}']")).ToHaveCountAsync(0);
        await Expect(people).ToHaveCountAsync(Nearest);
    }

    [Fact]
    public async Task A_group_is_chosen_and_drawn_and_sorted_and_is_in_the_address()
    {
        await using var context = await browser.OpenAsync(site.Address);
        await context.LookAsAsync(site.Address, 1);
        var page = await context.OpenPageAsync("/people");
        var cells = page.Locator(".heat-cell, .heat-none");
        var names = page.Locator(".people-map .heat-row");
        await Expect(cells).ToHaveCountAsync((Nearest + 1) * (Nearest + 1));
        await Expect(names.First).ToHaveTextAsync("You");

        await page.OpenAsync("/people?users=1,2,3,4,5,6");
        await Expect(names).ToHaveTextAsync(["You", "User 2", "User 3", "User 4", "User 5", "User 6"]);
        await page.GetByLabel("Add a user by number").FillAsync("7");
        await page.Locator("form[data-add] button").ClickAsync();
        await Expect(cells).ToHaveCountAsync(7 * 7);
        await Expect(page).ToHaveURLAsync(Pattern("users=1(,|%2C).*7$"));
        await page.GetByLabel("Add a user by number").FillAsync("999999");
        await page.Locator("form[data-add] button").ClickAsync();
        await Expect(page.Locator(".form-problem")).ToHaveTextAsync("There is no user 999999.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Leave out User 3", Exact = true }).ClickAsync();
        await Expect(cells).ToHaveCountAsync(6 * 6);

        // The second row's first cell and the table say the same of the same two.
        await page.Locator(".heat-grid > i").Nth(6).ScrollIntoViewIfNeededAsync();
        await page.Locator(".heat-grid > i").Nth(6).HoverAsync();
        await Expect(page.Locator(".tip")).ToContainTextAsync(Pattern("^User 2 and You: .*films? in common"));
        await page.Locator(".people-map .numbers summary").ClickAsync();
        var rows = page.Locator(".people-map tbody tr");
        await Expect(rows).ToHaveCountAsync(6 * 5 / 2);
        var figures = (await rows.Locator("td:nth-child(3)").AllInnerTextsAsync()).Select(First).ToList();
        Assert.Equal(figures.OrderDescending(), figures);

        await page.GetByLabel("Order").SelectOptionAsync("cluster");
        await Expect(page).ToHaveURLAsync(Pattern("order=cluster"));
        await Expect(page.Locator(".people-map .async-view")).ToHaveAttributeAsync("aria-busy", "false");
        Assert.Equal(["User 2", "User 4", "User 5", "User 6", "User 7", "You"], (await names.AllInnerTextsAsync()).Order(StringComparer.Ordinal));

        await using var other = await browser.OpenAsync(site.Address);
        var shared = await other.OpenPageAsync(new Uri(page.Url).PathAndQuery);
        await Expect(shared.GetByText("Who is watching?").First).ToBeAttachedAsync();
        await Expect(shared.Locator(".people-map .heat-row")).ToHaveTextAsync((await names.AllInnerTextsAsync()).Select(name => name == "You" ? "User 1" : name).ToArray());
    }

    [Fact]
    public async Task A_new_visitor_is_like_nobody_until_they_rated_a_few()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/people");
        await Expect(page.GetByRole(AriaRole.Main).GetByText("Who is watching?")).ToBeVisibleAsync();
        await page.BecomeVisitorAsync();
        await Expect(page.GetByText("Nobody is like you yet")).ToBeVisibleAsync();

        var home = await context.OpenPageAsync("/");
        var sliders = home.Locator("#starter").GetByRole(AriaRole.Slider);
        for (var i = 0; i < 4; i++)
        {
            await sliders.Nth(i).GiveStarsAsync("5");
        }

        await Expect(page.Locator(".people-list li").First).ToBeVisibleAsync();
        await Expect(page.Locator(".people-loved .tile").First).ToBeVisibleAsync();
        await Expect(page.Locator(".people-map .heat-row").First).ToHaveTextAsync("You");
    }

    private static double First(string figures) => double.Parse(Regex.Match(figures, @"[−-]?\d+\.\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Replace('−', '-'), CultureInfo.InvariantCulture);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
