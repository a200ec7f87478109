using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.TestServers;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

[CollectionDefinition(nameof(MeshSite))]
public sealed class MeshSiteCollection : ICollectionFixture<MeshSite>;

/// <summary>What a visitor does with the whole mesh, in a real browser.</summary>
[Collection(nameof(MeshSite))]
public sealed partial class VisitorStoryTests(Browser browser, MeshSite site)
{
    [Fact]
    public async Task A_new_visitor_rates_five_films_and_the_recommendations_follow_by_themselves_in_both_windows()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/");
        await page.BecomeVisitorAsync();
        var other = await context.OpenPageAsync("/my/recommendations");

        // The second window is never touched: it must follow by the mesh's events alone.
        var sliders = page.Locator("#starter").GetByRole(AriaRole.Slider);
        var seen = new List<string>();
        foreach (var (stars, i) in ((string[])["5", "4.5", "1", "4", "0.5"]).Select((stars, i) => (stars, i)))
        {
            await sliders.Nth(i).GiveStarsAsync(stars);
            var based = i == 0 ? "From 1 rating of yours" : string.Create(CultureInfo.InvariantCulture, $"From {i + 1} ratings of yours");
            await Expect(page.Locator("section", new() { Has = page.Locator("#for-you") })).ToContainTextAsync(based);
            await Expect(other.Locator(".result-count")).ToContainTextAsync(based);
            seen.Add(string.Join('|', await other.Locator(".recommendation h2").AllInnerTextsAsync()));
        }

        Assert.True(seen.Distinct(StringComparer.Ordinal).Count() > 1, "Five ratings did not change the list once.");
        await Expect(other.Locator(".recommendation .predicted").First).ToContainTextAsync(StarsPattern());
        await Expect(other.Locator(".recommendation .because").First).ToBeVisibleAsync();

        var title = await other.Locator(".recommendation h2 a").First.InnerTextAsync();
        await other.Locator(".recommendation h2 a").First.ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(title);
        await Expect(other.Locator(".similar .tile").Nth(4)).ToBeVisibleAsync();
        await other.GetByLabel("Measure of similarity").SelectOptionAsync("adjusted-cosine");
        await Expect(other).ToHaveURLAsync(new Regex("measure=adjusted-cosine", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(other.Locator(".similar .tile").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_film_wanted_is_on_the_list_until_it_is_taken_off()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var movie = (await site.ReadPopularAsync())[1];
        var page = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await page.BecomeVisitorAsync();
        var want = page.GetByRole(AriaRole.Button, new() { Name = "Want to see" });
        await want.ClickAsync();
        await Expect(want).ToHaveAttributeAsync("aria-pressed", "true");

        // What was accepted is on its way into the store, from which pages read.
        var films = await context.OpenPageAsync("/my/films");
        var wishes = films.Locator("section", new() { Has = films.Locator("#wishes") }).Locator(".tile-title");
        await Eventually.HoldsAsync(async () =>
        {
            await films.OpenAsync("/my/films");
            return await wishes.CountAsync() == 1;
        });
        await Expect(wishes).ToHaveTextAsync(movie.Title);
        await films.GetByRole(AriaRole.Button, new() { Name = "Take off" }).ClickAsync();
        await Expect(films.Locator("#wishes")).ToHaveCountAsync(0);

        await Eventually.HoldsAsync(async () => await page.ReloadAsync() is not null && await want.GetAttributeAsync("aria-pressed") == "false");
    }

    [Fact]
    public async Task A_click_before_the_page_is_taken_over_is_done_when_it_is()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var movie = (await site.ReadPopularAsync())[2];
        var path = string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}");
        await (await context.OpenPageAsync(path)).BecomeVisitorAsync();

        // The script that takes the page over is held back until after the click, as a slow network would.
        var clicked = new TaskCompletionSource();
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/blazor.web*.js", async route =>
        {
            await clicked.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByRole(AriaRole.Slider).GiveStarsAsync("4");
        await Expect(page.Locator("header[data-live]")).ToHaveCountAsync(0);
        clicked.SetResult();

        await Expect(page.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", "4 of 5 stars");
    }

    [Fact]
    public async Task Stars_are_given_by_sliding_a_finger_over_them()
    {
        await using var context = await browser.OpenAsync(site.Address, isPhone: true);
        var movie = (await site.ReadPopularAsync())[3];
        var page = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await page.BecomeVisitorAsync();
        var other = await context.OpenPageAsync("/my/films");
        await page.BringToFrontAsync();
        var slider = page.GetByRole(AriaRole.Slider);
        await slider.ScrollIntoViewIfNeededAsync();
        var box = (await slider.BoundingBoxAsync())!;
        var finger = await context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, params double[] tenths) => finger.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = tenths.Select(tenth => new { x = box.X + (box.Width * tenth / 10), y = box.Y + (box.Height / 2) }).ToArray(),
        });

        await TouchAsync("touchStart", 0.5);
        foreach (var tenth in (double[])[2.5, 5.5, 8.5])
        {
            await TouchAsync("touchMove", tenth);
        }

        await Expect(page.Locator(".tip")).ToHaveTextAsync("4½ stars");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "Not rated");
        await TouchAsync("touchEnd");

        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");
        await Expect(page.Locator(".tip")).ToBeHiddenAsync();
        await Expect(other.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");
    }

    [Fact]
    public async Task Stars_are_given_by_keyboard_kept_over_a_reload_and_taken_back()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var movie = (await site.ReadPopularAsync())[0];
        var page = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await page.BecomeVisitorAsync();

        // The star widget shows what is meant before it is saved; another window shows what was saved.
        var other = await context.OpenPageAsync("/my/films");
        await Expect(other.GetByText("Nothing rated yet")).ToBeVisibleAsync();

        var slider = page.GetByRole(AriaRole.Slider);
        await slider.FocusAsync();
        await slider.PressAsync("End");
        await slider.PressAsync("ArrowLeft");
        await slider.PressAsync("Enter");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");
        await Expect(other.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");

        await page.OpenAsync("/my/films");
        await Expect(page.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Take back", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(page.GetByText("Nothing rated yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_film_is_found_and_opened_by_keyboard_alone()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var movie = (await site.ReadPopularAsync())[0];
        var page = await context.OpenPageAsync("/");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(movie.Title);
        var option = page.GetByRole(AriaRole.Option).Filter(new() { HasText = movie.Title }).First;
        await Expect(option).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("[role=option][aria-selected=true]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex(@"/movies/\d+$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(movie.Title[..3]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/movies\\?search=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".tile").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dark_is_dark_and_a_chosen_theme_lasts()
    {
        const string Brightness = "() => { const c = document.createElement('canvas').getContext('2d'); c.fillStyle = getComputedStyle(document.documentElement).backgroundColor; c.fillRect(0, 0, 1, 1); return c.getImageData(0, 0, 1, 1).data[1]; }";
        await using var context = await browser.OpenAsync(site.Address, colours: ColorScheme.Dark);
        var page = await context.OpenPageAsync("/");
        Assert.InRange(await page.EvaluateAsync<int>(Brightness), 0, 60);

        await page.Locator("[data-theme-toggle]").ClickAsync();
        Assert.InRange(await page.EvaluateAsync<int>(Brightness), 200, 255);
        await page.OpenAsync("/models");
        Assert.InRange(await page.EvaluateAsync<int>(Brightness), 200, 255);
    }

    [Fact]
    public async Task Train_now_leads_to_a_new_run_with_its_curve()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/models");
        await Expect(page.Locator("[data-train]")).ToHaveCountAsync(0);
        await page.SignInAsAdministratorAsync();
        await page.OpenAsync("/models");
        var newest = page.Locator(".runs:not(.board) tbody th").First;
        var before = long.Parse(await newest.InnerTextAsync(), CultureInfo.InvariantCulture);
        await page.Locator("[data-train]").ClickAsync();
        await Expect(newest).ToHaveTextAsync(new Regex($"^(?!{before}$)\\d+$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 60_000 });
        await Expect(page.Locator(".runs:not(.board) tbody tr").First).Not.ToContainTextAsync("Running", new() { Timeout = 120_000 });
        await newest.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".chart .visually-hidden")).ToContainTextAsync(["Line chart over", "Line chart over"]);
    }

    [GeneratedRegex(@"[0-5]\.\d", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StarsPattern();
}
