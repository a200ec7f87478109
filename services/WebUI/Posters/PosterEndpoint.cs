using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MovieMesh.WebUI.Posters;

internal static class PosterEndpoint
{
    public static void AddPosters(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TmdbOptions>().BindConfiguration("Tmdb").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(TmdbPosters.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<TmdbPosters>();
    }

    public static void MapPosters(this WebApplication app)
    {
        app.MapGet("/posters/{movieId:int}.svg", Draw);
        if (app.Services.GetRequiredService<IOptions<TmdbOptions>>().Value.IsOn)
        {
            app.MapGet("/posters/tmdb/{tmdbId:int}", FetchAsync);
        }
    }

    public static string TmdbAddressOf(int tmdbId) => string.Create(CultureInfo.InvariantCulture, $"/posters/tmdb/{tmdbId}");

    private static FileContentHttpResult Draw(int movieId, HttpResponse response, string? year, string? genres)
    {
        response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'";
        var design = PosterDesign.Of(movieId, int.TryParse(year, CultureInfo.InvariantCulture, out var known) ? known : null, genres?.Split(',') ?? []);
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(PosterPainter.Paint(design)), "image/svg+xml");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> FetchAsync(int tmdbId, TmdbPosters posters, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await posters.FetchAsync(tmdbId, cancellationToken) is not { } picture)
        {
            response.Headers[HeaderNames.CacheControl] = "public, max-age=600";
            return TypedResults.NotFound();
        }

        response.RegisterForDispose(picture);
        response.Headers[HeaderNames.CacheControl] = "public, max-age=604800";
        return TypedResults.Stream(await picture.Content.ReadAsStreamAsync(cancellationToken), picture.Content.Headers.ContentType!.MediaType);
    }
}
