using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class WishSearchTests
{
    private static readonly ItemInformation[] Items =
    [
        new(1, "Star Voyage") { Genres = ["Sci-Fi", "Drama"], Tags = ["space", "slow burning", "thoughtful"] },
        new(2, "Gloom Station") { Genres = ["Sci-Fi", "Drama"], Tags = ["space", "dark", "slow"] },
        new(3, "Laughing Robots") { Genres = ["Sci-Fi", "Comedy"], Tags = ["robot", "funny"] },
        new(4, "A Quiet Farm") { Genres = ["Drama"], Tags = ["slow", "rural"] },
        new(5, "Space Nobody Saw") { Genres = ["Sci-Fi"], Tags = ["space"] },
        new(6, "Dark Alley") { Genres = ["Crime"], Tags = ["dark"] },
    ];

    private static WishSearch Search { get; } = new(Items, id => id == 5 ? 0 : 100);

    private static int[] Find(Wish wish, int count = 10) => [.. Search.Find(wish, count).Select(match => match.ItemId)];

    [Fact]
    public void Find_WordsWithANot_PutsWhatIsNotWantedBehind()
    {
        Assert.Equal([1], Find(new Wish("slow-burning space drama, not too dark"), 1));
        Assert.True(Search.Find(new Wish("slow space drama"), 10).Single(match => match.ItemId == 2).Score > Search.Find(new Wish("slow space drama, not dark"), 10).Single(match => match.ItemId == 2).Score);
        Assert.Empty(Find(new Wish("not dark")));
    }

    [Fact]
    public void Find_Matches_SayWhatTheyHave()
    {
        var match = Search.Find(new Wish("Films about ROBOTS, with comedy"), 10)[0];

        Assert.Equal(3, match.ItemId);
        Assert.Equal(["Comedy", "robots"], match.Words.Order(StringComparer.Ordinal));
        Assert.InRange(match.Score, 0.01f, 1f);
    }

    [Fact]
    public void Find_GenreNamedInTheText_IsNamedAsItIs() => Assert.Equal(["Drama"], Search.Find(new Wish("some drama please"), 10)[0].Words);

    [Fact]
    public void Find_GenresAlone_AreTheWish() => Assert.Equal([6], Find(new Wish("") { Genres = ["Crime"] }));

    [Fact]
    public void Find_LikedItems_CountAsAskedForAndAreLeftOut()
    {
        var found = Find(new Wish("") { LikedItemIds = [1, 777] });

        Assert.Equal(2, found[0]);
        Assert.DoesNotContain(1, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("xylophone")]
    public void Find_NothingKnown_IsEmpty(string text) => Assert.Empty(Find(new Wish(text)));

    [Fact]
    public void Find_UnratedItems_AreLeftOutAndFiltersHold()
    {
        Assert.DoesNotContain(5, Find(new Wish("space")));
        Assert.Equal([2], Search.Find(new Wish("space"), 10, id => id == 2).Select(match => match.ItemId));
        Assert.Empty(Search.Find(new Wish("space"), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search.Find(new Wish("space"), -1));
    }

    [Fact]
    public void Create_ItemTwice_IsRefused() => Assert.Throws<ArgumentException>(() => new WishSearch([Items[0], Items[0]], _ => 1));
}
