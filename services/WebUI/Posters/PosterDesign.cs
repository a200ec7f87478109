using System.Globalization;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Posters;

/// <summary>How a movie's poster looks: decided by its id, year and genres alone, so that it is the same everywhere and for ever.</summary>
internal sealed class PosterDesign
{
    // Raised when the drawing changes: browsers keep posters for a year.
    private const int Edition = 1;

    private static readonly string[] OldFaces = ["didone", "deco", "script"];
    private static readonly string[] MiddleFaces = ["slab", "didone", "wide", "poster"];
    private static readonly string[] NewFaces = ["wide", "thin", "poster", "modern"];

    // Genres that say little of how a film looks give way to those that say more.
    private static readonly string[] Telling =
        ["Western", "Film-Noir", "Horror", "Sci-Fi", "Animation", "Musical", "War", "Documentary", "Fantasy", "Children", "Mystery", "Romance", "Crime", "Adventure", "Thriller", "Action", "Comedy", "Drama"];

    private PosterDesign(int movieId, int? year, IReadOnlyList<string> genres)
    {
        Dice = new Dice(((ulong)(uint)movieId * 0xD1342543DE82EF95) + 0x2545F4914F6CDD1D);
        var ranked = Telling.Where(genre => genres.Contains(genre, StringComparer.OrdinalIgnoreCase)).ToArray();
        var style = GenreStyle.Of(ranked.Length == 0 ? null : ranked[Dice.Chance(0.6) ? 0 : Dice.Next(Math.Min(2, ranked.Length))]);
        Palette = Dice.Pick(style.Palettes);
        Motif = Dice.Pick(style.Motifs);
        Face = Dice.Pick(year switch
        {
            < 1960 => OldFaces,
            < 1990 => MiddleFaces,
            _ => NewFaces,
        });
        IsTitleOnTop = Dice.Chance(0.4);
    }

    public Dice Dice { get; }

    public Palette Palette { get; }

    public Motif Motif { get; }

    /// <summary>The lettering's style, as the stylesheet names it.</summary>
    public string Face { get; }

    public bool IsTitleOnTop { get; }

    public static PosterDesign Of(MovieSummary movie) => Of(movie.Id, movie.Year, movie.Genres);

    public static PosterDesign Of(int movieId, int? year, IReadOnlyList<string> genres) => new(movieId, year, genres);

    /// <summary>Where the picture, without lettering, is to be had.</summary>
    public static string AddressOf(MovieSummary movie) => string.Create(
        CultureInfo.InvariantCulture,
        $"/posters/{movie.Id}.svg?year={movie.Year}&genres={Uri.EscapeDataString(string.Join(',', movie.Genres.Take(6)))}&edition={Edition}");
}
