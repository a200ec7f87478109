using Microsoft.Playwright;
using MovieMesh.TestServers;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests.Browsing;

internal static class PageExtensions
{
    /// <summary>Opens a page of the site and waits until it answers to clicks.</summary>
    public static async Task<IPage> OpenPageAsync(this IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.OpenAsync(path);
        return page;
    }

    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.Locator("header[data-live]")).ToBeVisibleAsync();
    }

    /// <summary>Becomes a new visitor through the dialog in the header.</summary>
    public static async Task BecomeVisitorAsync(this IPage page)
    {
        await page.Locator(".user-button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start as a new visitor" }).ClickAsync();
        await Expect(page.Locator(".user-button")).ToContainTextAsync("Visitor");
        await Expect(page.Locator("#user-dialog")).ToBeHiddenAsync();
    }

    /// <summary>Signs in on the account page.</summary>
    public static async Task SignInAsync(this IPage page, string email, string password)
    {
        await page.OpenAsync("/account");
        var form = page.Locator("[data-sign-in]");
        await form.GetByLabel("E-mail").FillAsync(email);
        await form.GetByLabel("Password").FillAsync(password);
        await form.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("[data-sign-out]")).ToBeVisibleAsync();
    }

    /// <summary>Signs in as the administrator of the mesh under test.</summary>
    public static Task SignInAsAdministratorAsync(this IPage page) => page.SignInAsync(RunningMesh.AdministratorEmail, RunningMesh.AdministratorPassword);

    /// <summary>Clicks so many stars of a star widget.</summary>
    public static Task GiveStarsAsync(this ILocator slider, string stars) => slider.Locator($"[data-stars='{stars}']").ClickAsync();

    public static Task<int> ReadOverflowAsync(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
