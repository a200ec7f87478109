using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Tests.Browsing;

namespace MovieMesh.WebUI.Tests;

/// <summary>The web UI before a gateway whose every text means harm.</summary>
public sealed class HostileSite : PlayedGatewaySite
{
    public const string Script = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";

    public static readonly string Title = $"{Script} \u202Eesrever\u202C {new string('W', 300)}";

    private static readonly MovieSummary Movie = new() { Id = 7, Title = Title, Year = 1999, Genres = [Script, "Drama"], Ratings = 3, MeanStars = 3.5 };

    protected override void Play(WebApplication gateway)
    {
        void Answer(string pattern, object answer) => gateway.MapGet(pattern, () => Results.Json(answer, GatewayClient.Json));

        Answer("/api/movies", new Page<MovieSummary> { Items = [Movie], Total = 1, Number = 1, Size = 24 });
        Answer("/api/movies/{id}", new MovieDetails { Movie = Movie, Histogram = [0, 0, 0, 0, 0, 3, 0, 0, 0, 0], Tags = [Script, Title] });
        Answer("/api/movies/{id}/similar", new SimilarMovies { MovieId = 7, Measure = "cosine", Items = [new SimilarMovie { Movie = Movie, Similarity = 0.5f, CoRaters = 3 }] });
        Answer("/api/genres", (string[])[Script]);
        Answer("/api/lists/{name}", (MovieSummary[])[Movie]);
        Answer("/api/statistics/tags", (TagFigures[])[new TagFigures { Tag = Title, Uses = 2, Movies = 1 }]);
        Answer("/api/statistics/genres", (GenreFigures[])[new GenreFigures { Genre = Title, Movies = 1, Ratings = 3, MeanStars = 3.5 }]);
    }
}
