using System.Net.Http.Json;
using Microsoft.Playwright;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>Makes the pictures of the documentation from a mesh that runs, for <c>./mesh screenshots</c>; in a test run there is nothing to do.</summary>
public sealed class ScreenshotTests(Browser browser)
{
    private const int Quality = 85;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("MOVIEMESH_SCREENSHOTS");

    [Fact]
    public async Task Make_screenshots_of_every_page()
    {
        Assert.SkipWhen(Folder is null, "No pictures were asked for.");
        var site = new Uri(Environment.GetEnvironmentVariable("MOVIEMESH_WEB_UI")!);
        using var gateway = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("MOVIEMESH_GATEWAY")!) };
        var movies = (await gateway.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=3", GatewayClient.Json, TestContext.Current.CancellationToken))!;
        var users = await gateway.GetFromJsonAsync<Page<UserSummary>>("/api/users?pageSize=60", GatewayClient.Json, TestContext.Current.CancellationToken);
        var user = users!.Items[^1].Id;
        Directory.CreateDirectory(Folder);
        (string Name, string Path)[] pages =
        [
            ("home", "/"), ("movies", "/movies"), ("movie", $"/movies/{movies[0].Id}?beside=cosine"), ("similar", $"/similar?movies={movies[0].Id},{movies[1].Id}&measure=adjusted-cosine"),
            ("for-you", "/my/recommendations"), ("my-films", "/my/films"), ("people", "/people?order=cluster"), ("data", "/data"), ("models", "/models"), ("mesh", "/mesh"),
        ];
        foreach (var (isPhone, colours, suffix) in (IEnumerable<(bool, ColorScheme, string)>)[(false, ColorScheme.Light, ""), (true, ColorScheme.Dark, "-phone")])
        {
            await using var context = await browser.OpenAsync(site, isPhone, colours);
            await context.LookAsAsync(site, user);
            foreach (var (name, path) in pages)
            {
                var page = await context.OpenPageAsync(path);
                await Expect(page.Locator("main .loading")).ToHaveCountAsync(0);
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}{suffix}.jpg"), Type = ScreenshotType.Jpeg, Quality = Quality, Animations = ScreenshotAnimations.Disabled });
                await page.CloseAsync();
            }
        }
    }
}
