using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Tests.Browsing;

namespace MovieMesh.WebUI.Tests.Posters;

/// <summary>The web UI with a key for TMDB, which here is one loopback server that plays the gateway as well: nothing outside can be asked in a test.</summary>
public sealed class PostersSite : WebUIProcess
{
    public const string Key = "read-access-token";
    public const int WithPicture = 603;
    public const int WithoutPicture = 604;

    // A red pixel.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    private WebApplication? _server;
    private string _address = "";

    /// <summary>How often the movie with a picture was looked up.</summary>
    public int Lookups { get; private set; }

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Tmdb__Key", Key), ("Tmdb__Api", $"{_address}/3/"), ("Tmdb__Images", $"{_address}/t/p/")];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    protected override async Task<Uri> StartGatewayAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/api/lists/{name}", () => Results.Json((MovieSummary[])[Movie(1, WithPicture), Movie(2, WithoutPicture), Movie(3, null)], GatewayClient.Json));
        _server.MapGet("/3/movie/{id:int}", (int id, HttpRequest request) =>
        {
            if (request.Headers.Authorization != $"Bearer {Key}")
            {
                return Results.Unauthorized();
            }

            Lookups += id == WithPicture ? 1 : 0;
            return id == WithPicture ? Results.Json(new { poster_path = "/picture.jpg" }) : Results.NotFound();
        });
        _server.MapGet("/t/p/w342/picture.jpg", () => Results.Bytes(Picture, "image/png"));
        await _server.StartAsync();
        _address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(_address);
    }

    private static MovieSummary Movie(int id, int? tmdbId) => new() { Id = id, Title = $"Film {id}", Genres = ["Drama"], Ratings = 1, MeanStars = 4, TmdbId = tmdbId };
}
