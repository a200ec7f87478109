using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Networks;

public sealed class TextVaeTests
{
    private const float Step = 1e-3f;

    [Theory]
    [InlineData("Amélie 2: L'été", "am me el li ie 2 l et te")]
    [InlineData("WALL·E (2008)", "wa al ll e 20 00 08")]
    [InlineData("", "")]
    [InlineData("— …", "")]
    [InlineData("千と千尋", "千と と千 千尋")]
    public void Pieces_AnyText_AreOfAtMostTwoCharacters(string text, string pieces) => Assert.Equal(pieces, string.Join(' ', MovieTokenizer.Pieces(text)));

    [Fact]
    public void Words_Punctuation_SeparatesThem() => Assert.Equal(["spider", "man", "2"], MovieTokenizer.Words("Spider-Man, 2!"));

    [Fact]
    public void Network_EveryParameter_MatchesFiniteDifferences()
    {
        var network = new VaeNetwork(pieces: 5, words: 6, hidden: 4, factors: 3);
        network.Initialize(seed: 2);
        float[] x = [0.2f, 0, 0.5f, 0.1f, 0, 0.7f, 0, 0.3f, 0, 0, 0.4f];
        var noise = new float[8];
        for (var i = 0; i < 3; i++)
            noise[i] = (float)CounterRandom.Normal(9, 0, (ulong)i);
        var (scratch, gradient) = (new VaeScratch(network), new float[network.Parameters.Length]);
        network.Forward(x, noise, scratch);
        network.Backward(x, noise, klWeight: 0.3f, scratch, gradient);

        var checkedParameters = 0;
        for (var i = 0; i < gradient.Length; i++)
        {
            var value = network.Parameters[i];
            network.Parameters[i] = value + Step;
            var above = Loss();
            network.Parameters[i] = value - Step;
            var below = Loss();
            network.Parameters[i] = value;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 5e-3);
            checkedParameters += gradient[i] != 0 ? 1 : 0;
        }

        Assert.True(checkedParameters > 50);

        double Loss()
        {
            var (reconstruction, kl) = network.Forward(x, noise, scratch);
            return reconstruction + (0.3 * kl);
        }
    }

    [Fact]
    public void Train_TextsOfTwoKinds_TellsThemApartColdStartsAndWishesToo()
    {
        var movies = Enumerable.Range(0, 120).Select(i => new ItemInformation(i, i % 2 == 0 ? $"The Haunted House {i}" : $"Wedding in Paris {i}")
        {
            Genres = [i % 2 == 0 ? "Horror" : "Romance"],
            Tags = i % 2 == 0 ? ["ghosts", "scary"] : ["love", "sweet"],
            Year = 1990 + (i % 10),
        }).ToArray();
        var ratings = RatingMatrix.Create([.. Enumerable.Range(0, 60).Select(i => new Rating(1, i, i % 2 == 0 ? 5 : 2))]);
        var model = new TextVaeTrainer(new TextVaeOptions { Factors = 8, Hidden = 24, PieceBuckets = 128, WordBuckets = 128, Epochs = 15, BatchSize = 16 }).Train(
            new TrainingData(ratings) { Items = movies });

        // Movies from 60 on have no rating at all.
        Assert.All(model.MostSimilarItems(90, 10), item => Assert.Equal(0, item.ItemId % 2));
        Assert.All(model.MostSimilarItems(91, 10), item => Assert.Equal(1, item.ItemId % 2));
        Assert.All(model.NearestTo("a house full of scary ghosts", ["Horror"], 10), item => Assert.Equal(0, item.ItemId % 2));
        Assert.All(model.NearestTo("a love story in Paris", ["Romance"], 10), item => Assert.Equal(1, item.ItemId % 2));

        Assert.Equal(Enumerable.Range(1, 15), model.Curves.Select(loss => loss.Epoch));
        Assert.True(model.Curves[^1].Reconstruction < model.Curves[0].Reconstruction - 0.5, $"{model.Curves[0]} … {model.Curves[^1]}");
        Assert.All(model.Curves, loss => Assert.True(loss.Kl >= 0));
    }
}
