using Microsoft.AspNetCore.Mvc;
using MovieMesh.WebUI.Session;

namespace MovieMesh.WebUI.Gateway;

/// <summary>Data sets from the browser, handed on to the gateway as they come in, for the browser knows this site alone.</summary>
internal static class UploadEndpoint
{
    public static void MapUploads(this IEndpointRouteBuilder app) =>
        app.MapPost("/import/upload", UploadAsync).DisableAntiforgery().WithMetadata(new DisableRequestSizeLimitAttribute());

    private static async Task<IResult> UploadAsync(HttpContext context, SessionCookie cookie, GatewayClient gateway, CancellationToken cancellationToken, string? name = null, bool strict = false)
    {
        if (!context.Request.Headers.ContainsKey(SessionEndpoint.OwnScriptHeader))
        {
            return TypedResults.BadRequest();
        }

        await cookie.RestoreAsync(context);
        try
        {
            return TypedResults.Ok(await gateway.UploadAsync(context.Request.Body, name, strict, cancellationToken));
        }
        catch (GatewayException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: exception.Status ?? StatusCodes.Status502BadGateway);
        }
    }
}
