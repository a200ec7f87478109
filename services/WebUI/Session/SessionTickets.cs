using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MovieMesh.WebUI.Session;

/// <summary>
/// Refresh tokens as the browser sees them. A circuit cannot set a cookie that scripts cannot read, so it hands the browser a ticket that is good for a minute, which
/// the browser brings back over HTTP to get its cookie.
/// </summary>
internal sealed class SessionTickets(IDataProtectionProvider protection)
{
    private static readonly TimeSpan HandOver = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector _tickets = protection.CreateProtector("MovieMesh.Session.Ticket").ToTimeLimitedDataProtector();
    private readonly IDataProtector _cookies = protection.CreateProtector("MovieMesh.Session.Cookie");

    public string ToTicket(string refreshToken) => _tickets.Protect(refreshToken, HandOver);

    public string? FromTicket(string ticket) => Unprotect(() => _tickets.Unprotect(ticket));

    public string ToCookie(string refreshToken) => _cookies.Protect(refreshToken);

    public string? FromCookie(string cookie) => Unprotect(() => _cookies.Unprotect(cookie));

    private static string? Unprotect(Func<string> unprotect)
    {
        try
        {
            return unprotect();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
