using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Tests.Browsing;

namespace MovieMesh.WebUI.Tests.Posters;

/// <summary>The web UI with a key for TMDB, which here is one loopback server that plays the gateway as well: nothing outside can be asked in a test.</summary>
public sealed class PostersSite : PlayedGatewaySite
{
    public const string Key = "read-access-token";
    public const int WithPicture = 603;
    public const int WithoutPicture = 604;

    // A red pixel.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /// <summary>How often the movie with a picture was looked up.</summary>
    public int Lookups { get; private set; }

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Tmdb__Key", Key), ("Tmdb__Api", $"{Gateway}3/"), ("Tmdb__Images", $"{Gateway}t/p/")];

    protected override void Play(WebApplication gateway)
    {
        gateway.MapGet("/api/lists/{name}", () => Results.Json((MovieSummary[])[Movie(1, WithPicture), Movie(2, WithoutPicture), Movie(3, null)], GatewayClient.Json));
        gateway.MapGet("/3/movie/{id:int}", (int id, HttpRequest request) =>
        {
            if (request.Headers.Authorization != $"Bearer {Key}")
            {
                return Results.Unauthorized();
            }

            Lookups += id == WithPicture ? 1 : 0;
            return id == WithPicture ? Results.Json(new { poster_path = "/picture.jpg" }) : Results.NotFound();
        });
        gateway.MapGet("/t/p/w342/picture.jpg", () => Results.Bytes(Picture, "image/png"));
    }

    private static MovieSummary Movie(int id, int? tmdbId) => new() { Id = id, Title = $"Film {id}", Genres = ["Drama"], Ratings = 1, MeanStars = 4, TmdbId = tmdbId };
}
