using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MovieMesh.TestServers;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>What people do who sign in, and what those cannot who do not.</summary>
[Collection(nameof(MeshSite))]
public sealed class AccountStoryTests(Browser browser, MeshSite site)
{
    private const string Password = "a long way home";

    [Fact]
    public async Task A_visitor_registers_and_finds_their_films_in_another_browser_until_they_delete_the_account()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/");
        await page.BecomeVisitorAsync();
        await page.Locator("#starter").GetByRole(AriaRole.Slider).First.GiveStarsAsync("4.5");
        await Expect(page.Locator("section", new() { Has = page.Locator("#for-you") })).ToContainTextAsync("From 1 rating of yours");
        await page.OpenAsync("/account");
        var form = page.Locator("[data-register]");
        await form.GetByLabel("E-mail").FillAsync(email);
        await form.GetByLabel("Password").FillAsync(Password);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Your account");
        await Expect(page.Locator(".user-button")).ToContainTextAsync(email.Split('@')[0]);

        await using var elsewhere = await browser.OpenAsync(site.Address);
        var other = await elsewhere.NewPageAsync();
        await other.SignInAsync(email, Password);
        await other.OpenAsync("/my/films");
        await Expect(other.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", "4½ of 5 stars");
        var cookie = (await elsewhere.CookiesAsync()).Single(cookie => cookie.Name == "moviemesh-session");
        Assert.Equal((true, Microsoft.Playwright.SameSiteAttribute.Lax), (cookie.HttpOnly, cookie.SameSite));

        await other.OpenAsync("/account");
        await other.GetByLabel("Password, to confirm").FillAsync("not the password");
        await other.GetByRole(AriaRole.Button, new() { Name = "Delete my account and my ratings" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The password is wrong" })).ToBeVisibleAsync();
        await other.GetByLabel("Password, to confirm").FillAsync(Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Delete my account and my ratings" }).ClickAsync();
        await Expect(other.Locator("h1")).ToHaveTextAsync("Sign in");
        await Expect(other.Locator(".user-button")).ToContainTextAsync("Who are you?");

        // The first browser's session has nobody behind it any more.
        await page.OpenAsync("/my/films");
        await Expect(page.Locator(".user-button")).ToContainTextAsync("Who are you?");
    }

    [Fact]
    public async Task A_user_of_the_data_set_is_looked_at_and_cannot_be_rated_for()
    {
        await using var context = await browser.OpenAsync(site.Address);
        await context.LookAsAsync(site.Address, 1);
        var page = await context.OpenPageAsync("/my/films");
        var slider = page.GetByRole(AriaRole.Slider).First;
        await Expect(slider).ToHaveAttributeAsync("aria-readonly", "true");
        var before = await slider.GetAttributeAsync("aria-valuetext");
        await slider.GiveStarsAsync(before!.StartsWith('1') ? "5" : "1");
        await Expect(page.GetByText("You look as User 1, whom")).ToBeVisibleAsync();
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", before);
        await page.GetByRole(AriaRole.Button, new() { Name = "Be yourself again" }).ClickAsync();
        await Expect(page.Locator(".user-button")).ToContainTextAsync("Who are you?");
    }

    [Fact]
    public async Task An_administrator_uploads_a_data_set_and_sees_what_was_left_out()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/import");
        await Expect(page.Locator("[data-upload]")).ToHaveCountAsync(0);
        await page.SignInAsAdministratorAsync();
        await page.OpenAsync("/import");
        await page.Locator("[data-upload]").SetInputFilesAsync(new FilePayload { Name = "no-set.zip", MimeType = "application/zip", Buffer = "no zip at all"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and import" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no-set.zip");

        // A movie that is there already, so that other stories see the same catalogue.
        var movie = (await site.ReadPopularAsync())[0];
        var zip = Zipped.Of(
            ("tiny/movies.csv", string.Create(CultureInfo.InvariantCulture, $"movieId,title,genres\n{movie.Id},\"{movie.Title} ({movie.Year})\",{string.Join('|', movie.Genres)}\n")),
            ("tiny/ratings.csv", string.Create(CultureInfo.InvariantCulture, $"userId,movieId,rating,timestamp\n1,{movie.Id},9,1500000000\n")));
        await page.Locator("[data-upload]").SetInputFilesAsync(new FilePayload { Name = "tiny.zip", MimeType = "application/zip", Buffer = zip });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and import" }).ClickAsync();
        var import = page.Locator(".import").First;
        await Expect(import).ToContainTextAsync("tiny");
        await Expect(import).ToHaveAttributeAsync("data-state", "Imported");
        await import.Locator("summary").ClickAsync();
        await Expect(import.Locator(".problems li")).ToContainTextAsync("ratings.csv:2");
    }

    [Fact]
    public async Task A_wish_in_words_names_films_and_what_matched()
    {
        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/wish");
        var genre = (await site.ReadPopularAsync())[0].Genres[0];
        await page.GetByLabel("What would you like to see?").FillAsync($"a good {genre}, please");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find films" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("text=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".tile .matched").First).ToContainTextAsync(genre);
        await page.OpenAsync("/wish?text=xyzzyplugh");
        await Expect(page.GetByText("Nothing comes near")).ToBeVisibleAsync();
    }
}
