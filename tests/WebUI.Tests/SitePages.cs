using System.Globalization;
using Microsoft.Playwright;
using MovieMesh.WebUI.Session;

namespace MovieMesh.WebUI.Tests;

/// <summary>Every page of the site; <c>{id}</c> stands for a movie that many have rated.</summary>
internal static class SitePages
{
    public static TheoryData<string> Paths { get; } = new(
        "/", "/movies", "/movies?search=zzzzzz", "/movies/{id}?beside=cosine", "/similar?movies={id}", "/my/recommendations", "/my/films", "/people", "/people?measure=pearson&order=cluster",
        "/wish?text=drama", "/data", "/models", "/mesh", "/account", "/import", "/no/such/page");

    public static string Of(string path, int movieId) => path.Replace("{id}", movieId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Looks as a user of the data set from now on.</summary>
    public static Task LookAsAsync(this IBrowserContext context, Uri site, int userId) =>
        context.AddCookiesAsync([new() { Name = Viewer.CookieName, Value = userId.ToString(CultureInfo.InvariantCulture), Url = site.ToString() }]);
}
