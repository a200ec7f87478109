using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>What a user of the data set does on the pages about films, models and the mesh.</summary>
[Collection(nameof(MeshSite))]
public sealed class ReaderStoryTests(Browser browser, MeshSite site)
{
    [Fact]
    public async Task Several_films_are_chosen_by_typing_and_the_list_is_in_the_address()
    {
        var movies = await site.ReadPopularAsync();
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/similar");
        await Expect(page.GetByText("No film chosen yet")).ToBeVisibleAsync();
        for (var i = 0; i < 2; i++)
        {
            await page.Locator(".chosen-add [role=combobox]").FillAsync(movies[i].Title);
            await page.Locator(".chosen-add [role=option]").Filter(new() { HasText = movies[i].Title }).First.ClickAsync();
            await Expect(page.Locator(".chosen-list li")).ToHaveCountAsync(i + 1);
        }

        await page.GetByLabel("Measure of similarity").SelectOptionAsync("jaccard");
        await Expect(page).ToHaveURLAsync(Pattern("movies=\\d+(,|%2C)\\d+.*measure=jaccard"));
        await Expect(page.Locator(".tile .co-raters").First).ToBeVisibleAsync();

        // Whoever gets the address sees the list that the chooser sees once it is there.
        await using var other = await browser.OpenAsync(site.Address);
        var shared = await other.OpenPageAsync(new Uri(page.Url).PathAndQuery);
        var first = await shared.Locator(".tile-title").First.InnerTextAsync();
        await Expect(page.Locator(".tile-title").First).ToHaveTextAsync(first);
        await shared.GetByRole(AriaRole.Link, new() { NameRegex = Pattern("^Leave out") }).First.ClickAsync();
        await Expect(shared.Locator(".chosen-list li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_film_is_looked_at_by_two_measures_and_its_prediction_taken_apart()
    {
        var movie = (await site.ReadPopularAsync())[0];
        await using var context = await browser.OpenAsync(site.Address);
        await context.LookAsAsync(site.Address, 1);
        var page = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await page.GetByLabel("Beside it").SelectOptionAsync("pearson");
        await Expect(page).ToHaveURLAsync(Pattern("beside=pearson"));
        await Expect(page.Locator(".similar-pair .panel")).ToHaveCountAsync(2);
        await Expect(page.Locator(".similar-pair")).ToContainTextAsync("Whoever rated one higher than others did");
        await Expect(page.Locator("#movie-years-title")).ToBeVisibleAsync();

        await page.Locator(".why summary").ClickAsync();
        await Expect(page.Locator(".parts > div")).ToHaveCountAsync(5);
        var parts = (await page.Locator(".parts > div:not(.parts-sum) dd").AllInnerTextsAsync()).Sum(Parse);
        Assert.Equal(Parse(await page.Locator(".parts-sum dd").InnerTextAsync()), parts, 0.03);
        await Expect(page.Locator(".contributions li").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_recommendation_that_is_not_wanted_goes_stays_away_and_comes_back()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/");
        await page.BecomeVisitorAsync();
        await page.Locator("#starter").GetByRole(AriaRole.Slider).First.GiveStarsAsync("5");
        await Expect(page.Locator("section", new() { Has = page.Locator("#for-you") })).ToContainTextAsync("From 1 rating of yours");
        await page.OpenAsync("/my/recommendations");
        var first = page.Locator(".recommendation").First;
        var movie = await first.GetAttributeAsync("data-movie");
        await first.GetByRole(AriaRole.Button, new() { NameRegex = Pattern("^Not interested") }).ClickAsync();
        await Expect(page.Locator($".recommendation[data-movie='{movie}']")).ToHaveCountAsync(0);

        await page.OpenAsync("/my/recommendations?sort=newest");
        await Expect(page.Locator(".recommendation").First).ToBeVisibleAsync();
        await Expect(page.Locator($".recommendation[data-movie='{movie}']")).ToHaveCountAsync(0);
        await page.OpenAsync("/my/recommendations");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Pattern("you hid again") }).ClickAsync();
        await Expect(first).ToHaveAttributeAsync("data-movie", movie!);

        await page.GetByLabel("Leave out what I said I saw").CheckAsync();
        await Expect(page).ToHaveURLAsync(Pattern("unseen=true"));
        await first.GetByRole(AriaRole.Button, new() { NameRegex = Pattern("^I saw") }).ClickAsync();
        await Expect(page.Locator($".recommendation[data-movie='{movie}']")).ToHaveCountAsync(0);
        await first.Locator(".why-small summary").ClickAsync();
        await Expect(first.Locator(".shares li").First).ToContainTextAsync("%");
    }

    [Fact]
    public async Task My_films_show_a_taste_that_follows_a_new_rating()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var movie = (await site.ReadPopularAsync())[0];
        var page = await context.OpenPageAsync(string.Create(CultureInfo.InvariantCulture, $"/movies/{movie.Id}"));
        await page.BecomeVisitorAsync();
        var films = await context.OpenPageAsync("/my/films");
        await page.GetByRole(AriaRole.Slider).GiveStarsAsync("5");
        await Expect(films.Locator(".taste-head")).ToContainTextAsync("1 film rated");
        await Expect(films.Locator("#taste-genres-title")).ToBeVisibleAsync();
        await Expect(films.Locator(".rating-list [role=slider]")).ToHaveAttributeAsync("aria-valuetext", "5 of 5 stars");
    }

    [Fact]
    public async Task Another_model_is_chosen_to_serve_and_rolled_back_and_the_mesh_page_tells_of_it()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var mesh = await context.OpenPageAsync("/mesh");
        await Expect(mesh.Locator(".mesh-node")).ToHaveCountAsync(8);
        await Expect(mesh.Locator(".mesh-node", new() { HasText = "PostgreSQL" })).ToContainTextAsync("healthy");

        var page = await context.NewPageAsync();
        await page.SignInAsAdministratorAsync();
        await page.OpenAsync("/models");
        await Expect(page.Locator(".triggers li")).ToHaveCountAsync(3);
        var serving = page.Locator(".runs:not(.board) tr", new() { HasText = "Serves now" }).Locator("th");
        var before = await serving.InnerTextAsync();
        await page.Locator("[data-algorithm]").SelectOptionAsync("top-rated");
        await page.Locator("[data-train]").ClickAsync();
        var trained = page.Locator(".runs:not(.board) tbody tr", new() { HasText = "top-rated" }).First;
        await Expect(trained).Not.ToContainTextAsync("Running", new() { Timeout = 120_000 });
        await Expect(page.Locator("[data-board=Stars]")).ToContainTextAsync("top-rated");
        await Expect(page.Locator("[data-board=Lists]")).ToContainTextAsync("top-rated");

        // Whether it was promoted or not, the one before serves again by hand.
        if (await serving.InnerTextAsync() == before)
        {
            await trained.GetByRole(AriaRole.Link).ClickAsync();
            await Expect(page.Locator("#run-title")).Not.ToContainTextAsync($"Run {before} ");
        }
        else
        {
            await page.Locator("[data-rollback]").ClickAsync();
            await Expect(serving).ToHaveTextAsync(before);
        }

        await Expect(mesh.Locator(".journal")).ToContainTextAsync("trains top-rated");

        // Not before the gateway answers with it: other stories compare lists.
        await context.LookAsAsync(site.Address, 1);
        var list = await context.OpenPageAsync("/my/recommendations");
        await Expect(list.Locator(".result-count")).ToContainTextAsync($"by model {before} ");
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static double Parse(string figure) => double.Parse(figure.Replace('−', '-').TrimStart('+'), CultureInfo.InvariantCulture);
}
