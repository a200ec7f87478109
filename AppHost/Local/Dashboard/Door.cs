using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Lets in who knows the token, and remembers the browser by a cookie.</summary>
internal sealed class Door(DashboardAccess access)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly string _cookieName = $"moviemesh-dashboard-{access.Port}";
    private readonly string _cookie = Derive(access.Token, "cookie");

    /// <summary>Stands in every form: another site can make a browser post, but does not know this.</summary>
    public string FormKey { get; } = Derive(access.Token, "form");

    public bool IsOpenFor(HttpRequest request) => Same(request.Cookies[_cookieName], _cookie);

    public bool IsOwnForm(IFormCollection form) => Same(form["key"], FormKey);

    /// <returns>Whether the token is the right one; then the browser is remembered.</returns>
    public bool TryEnter(HttpResponse response, string? token)
    {
        if (!Same(token, access.Token))
        {
            return false;
        }

        response.Cookies.Append(_cookieName, _cookie, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = Remembered, IsEssential = true });
        return true;
    }

    /// <summary>A path of the dashboard itself; anything else leads home.</summary>
    public static string Local(string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";

    private static bool Same(string? given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));

    private static string Derive(string token, string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(purpose)));
}
