using Microsoft.AspNetCore.Http.HttpResults;

namespace MovieMesh.WebUI.Session;

/// <summary>Where the browser turns a ticket into its session cookie, or brings no ticket to lose it.</summary>
internal static class SessionEndpoint
{
    /// <summary>Only this site's own script sends it: another site's would need leave to, which nobody gives.</summary>
    public const string OwnScriptHeader = "X-MovieMesh";

    private const int LongestTicket = 8 * 1024;

    public static void MapSession(this IEndpointRouteBuilder app) => app.MapPost("/session", KeepAsync).DisableAntiforgery();

    private static async Task<Results<NoContent, BadRequest>> KeepAsync(HttpContext context, SessionCookie cookie, SessionTickets tickets)
    {
        if (!context.Request.Headers.ContainsKey(OwnScriptHeader) || context.Request.ContentLength is not <= LongestTicket)
        {
            return TypedResults.BadRequest();
        }

        using var reader = new StreamReader(context.Request.Body);
        var ticket = await reader.ReadToEndAsync(context.RequestAborted);
        if (ticket.Length == 0)
        {
            SessionCookie.Forget(context);
        }
        else if (tickets.FromTicket(ticket) is { } refreshToken)
        {
            cookie.Keep(context, refreshToken);
        }
        else
        {
            return TypedResults.BadRequest();
        }

        return TypedResults.NoContent();
    }
}
