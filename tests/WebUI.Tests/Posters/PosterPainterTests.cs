using System.Globalization;
using System.Xml.Linq;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Posters;

namespace MovieMesh.WebUI.Tests.Posters;

public sealed class PosterPainterTests
{
    private static readonly string[] Genres =
        ["Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western"];

    [Fact]
    public void Paint_SameMovie_SamePoster() =>
        Assert.Equal(PosterPainter.Paint(PosterDesign.Of(2571, 1999, ["Sci-Fi"])), PosterPainter.Paint(PosterDesign.Of(2571, 1999, ["Sci-Fi"])));

    [Fact]
    public void Paint_ThousandMoviesOfOneGenre_HardlyTwoAlike()
    {
        var posters = Enumerable.Range(1, 1000).Select(id => PosterPainter.Paint(PosterDesign.Of(id, 1980 + (id % 40), ["Drama"]))).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(posters.Count, 990, 1000);
    }

    [Fact]
    public void Paint_EveryGenreAndMotif_WellFormedWithoutNumbersThatAreNone()
    {
        var motifs = new HashSet<Motif>();
        foreach (var genre in Genres.Append("no such genre"))
        {
            for (var id = 1; id <= 60; id++)
            {
                var design = PosterDesign.Of(id * 31, id % 7 == 0 ? null : 1920 + id, [genre]);
                motifs.Add(design.Motif);
                var svg = PosterPainter.Paint(design);
                Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            }
        }

        Assert.Equal(Enum.GetValues<Motif>().Length, motifs.Count);
    }

    [Theory]
    [InlineData("Seven (a.k.a. Se7en)", "Seven", null)]
    [InlineData("The Lord of the Rings: The Two Towers", "The Lord of the Rings", "The Two Towers")]
    [InlineData("Fargo", "Fargo", null)]
    [InlineData("", "", null)]
    public void Lettering_Title_SplitAsPostersDo(string title, string main, string? subtitle)
    {
        var lettering = PosterLettering.Of(title, "modern");
        Assert.Equal((main, subtitle), (lettering.Title, lettering.Subtitle));
    }

    [Fact]
    public void Lettering_LongerWord_SmallerLetters()
    {
        static double SizeOf(string title) => double.Parse(PosterLettering.Of(title, "slab").Size, CultureInfo.InvariantCulture);
        Assert.True(SizeOf("Koyaanisqatsi") < SizeOf("Alien"));
        Assert.True(SizeOf(new string('x', 300)) > 0);
    }

    [Fact]
    public void AddressOf_HostileGenre_Escaped()
    {
        var address = PosterDesign.AddressOf(new MovieSummary { Id = 1, Title = "x", Genres = ["\"><script>&"], Ratings = 0 });
        Assert.DoesNotContain('<', address);
        Assert.DoesNotContain('"', address);
    }
}
