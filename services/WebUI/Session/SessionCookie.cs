using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Session;

/// <summary>The cookie that lets a browser come back as whom it was. Scripts cannot read it, and other sites cannot make the browser send it with what they post.</summary>
internal sealed class SessionCookie(SessionTickets tickets, GatewayClient gateway, GatewaySession session)
{
    private const string Name = "moviemesh-session";

    // The first paint waits for it, but never for long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Makes the request's session that of its cookie, if it has one that is still good.</summary>
    public async Task RestoreAsync(HttpContext context)
    {
        session.ClientAddress = context.Connection.RemoteIpAddress?.ToString();
        if (context.Request.Cookies[Name] is not { Length: > 0 } cookie)
        {
            return;
        }

        if (tickets.FromCookie(cookie) is not { } refreshToken)
        {
            Forget(context);
            return;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        wait.CancelAfter(LongestWait);
        try
        {
            session.Current = await gateway.RefreshAsync(refreshToken, wait.Token);
            Keep(context, session.Current.RefreshToken);
        }
        catch (GatewayException exception) when (exception.Status == StatusCodes.Status401Unauthorized)
        {
            Forget(context);
        }
        catch (Exception exception) when (exception is GatewayException or OperationCanceledException)
        {
            // The gateway is away: the cookie may be good again when it is back.
        }
    }

    public void Keep(HttpContext context, string refreshToken) => context.Response.Cookies.Append(Name, tickets.ToCookie(refreshToken), Options(context));

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = Lifetime, IsEssential = true };
}
