using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace MovieMesh.WebUI.Posters;

internal static class PosterEndpoint
{
    public static void MapPosters(this IEndpointRouteBuilder routes) => routes.MapGet("/posters/{movieId:int}.svg", Draw);

    private static FileContentHttpResult Draw(int movieId, HttpResponse response, string? year, string? genres)
    {
        response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'";
        var design = PosterDesign.Of(movieId, int.TryParse(year, CultureInfo.InvariantCulture, out var known) ? known : null, genres?.Split(',') ?? []);
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(PosterPainter.Paint(design)), "image/svg+xml");
    }
}
