using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Blending;

public sealed class PairModelTests
{
    private const string Ranker = "ials-features(factors=6;epochs=6)";
    private const string Stars = "als(factors=6;epochs=6)";

    private static readonly Rating[] Ratings = Planted.LongTailed(users: 80, items: 60, count: 2_500, seed: 5);

    // One movie more than anybody rated, which those can score who learn stars from features, and others cannot.
    private static readonly int Unrated = Ratings.Max(rating => rating.ItemId) + 1;

    private static readonly TrainingData Data = TrainingData.Of(Ratings) with
    {
        Items = [.. Ratings.Select(rating => rating.ItemId).Append(Unrated).Distinct().Select(id => new ItemInformation(id, $"Movie {id}") { Genres = [id % 2 == 0 ? "Comedy" : "Drama"] })],
    };

    private static readonly ItemRating[] Mine = [.. Ratings.Where(rating => rating.UserId == Ratings[0].UserId).Select(rating => new ItemRating(rating.ItemId, rating.Stars))];

    private static readonly PairModel Model = Train(Ranker, Stars);

    [Fact]
    public void Recommend_Pair_IsOrderedByTheRankerAndShowsTheStarsOfTheOther()
    {
        var (ranker, stars) = (TrainAlone(Ranker), TrainAlone(Stars));
        var seen = Mine.Select(rating => rating.ItemId).ToArray();

        var list = Model.Recommend(Model.FoldIn(Mine), 15, seen);

        var expected = ranker.Recommend(ranker.FoldIn(Mine), 15, seen);
        Assert.Equal(expected.Select(place => (place.ItemId, place.Score)), list.Select(place => (place.ItemId, place.Score)));
        Assert.All(list, place => Assert.Equal(stars.Predict(stars.FoldIn(Mine), place.ItemId), place.PredictedStars));
        Assert.NotEqual(stars.Recommend(stars.FoldIn(Mine), 15, seen).Select(place => place.ItemId), list.Select(place => place.ItemId));
        Assert.False(Model.RanksByStars);
        Assert.Equal(("ials-features", "als"), (Model.Ranker.Algorithm, Model.StarModel.Algorithm));
    }

    [Fact]
    public void Recommend_ByStars_IsTheListOfTheStarModelOverTheItemsOfBoth()
    {
        var (stars, model) = (TrainAlone(Stars), Train("als-features(factors=4;epochs=4)", Stars));
        var byStars = new RankingOptions { ByStars = true };

        var list = model.Recommend(model.FoldIn(Mine), int.MaxValue, ranking: byStars);

        Assert.Contains(Unrated, list.Select(place => place.ItemId));
        Assert.Equal(
            stars.Recommend(stars.FoldIn(Mine), int.MaxValue).Select(place => place.ItemId), list.Select(place => place.ItemId).Where(id => id != Unrated));
        Assert.Equal(list.OrderByDescending(place => place.Score), list);
        Assert.Equal(list[..5], model.RecommendMany([model.FoldIn(Mine)], 5, ranking: byStars)[0]);
        Assert.Equal(stars.Recommend(stars.FoldIn(Mine), 5), Model.Recommend(Model.FoldIn(Mine), 5, ranking: byStars));
    }

    [Theory]
    [InlineData("als(factors=6;epochs=6)", "als-features(factors=4;epochs=4)")]
    [InlineData("als-features(factors=4;epochs=4)", "als(factors=6;epochs=6)")]
    [InlineData("blend-ranking(parts=item-knn-tfidf,als(factors=3;epochs=3);seed=3)", "hybrid(collaborative=item-knn;content=als-features(epochs=3))")]
    public void Recommend_PartsOfAnyKind_CoversTheItemsOfBothInTheRankersOrder(string ranker, string stars)
    {
        var model = Train(ranker, stars);
        var user = model.FoldIn(Mine);
        var (order, given) = (new float[model.ItemIds.Count], new float[model.ItemIds.Count]);
        model.ScoreRank(user, order);
        model.Score(user, given);

        var list = model.Recommend(user, int.MaxValue, ranking: new RankingOptions { Caution = 0 });

        Assert.Equal(model.ItemIds.Ids.ToArray(), list.Select(place => place.ItemId).Order());
        Assert.Contains(Unrated, list.Select(place => place.ItemId));
        Assert.All(list, place => Assert.Equal(order[model.ItemIds.Ids.BinarySearch(place.ItemId)], place.Score));
        Assert.All(list, place => Assert.Equal(Math.Clamp(given[model.ItemIds.Ids.BinarySearch(place.ItemId)], model.LowestStars, model.HighestStars), place.PredictedStars, 1e-4));
        Assert.Equal(list[..7], model.RecommendMany([user], 7, ranking: new RankingOptions { Caution = 0 })[0]);
    }

    [Fact]
    public void Explain_EitherWay_AddsUpToWhatItExplains()
    {
        var user = Model.FoldIn(Mine);
        var (order, given) = (new float[Model.ItemIds.Count], new float[Model.ItemIds.Count]);
        Model.ScoreRank(user, order);
        Model.Score(user, given);
        for (var item = 0; item < order.Length; item++)
        {
            var rank = Model.ExplainRank(Mine, Model.ItemIds[item])!;
            Assert.Equal(order[item], rank.Score, 1e-4);
            Assert.Equal(rank.Score, rank.Baseline + rank.Contributions.Sum(one => one.Contribution), 1e-4);
            var stars = Model.Explain(Mine, Model.ItemIds[item])!;
            Assert.Equal(given[item], stars.Score, 1e-3);
            Assert.Equal(stars.Score, stars.Baseline + stars.Contributions.Sum(one => one.Contribution), 1e-3);
            Assert.NotEqual(rank.Score, stars.Score, 1e-3);
        }
    }

    [Fact]
    public void FoldIn_RatingsAndInteractions_ReachBothPartsAtOnce()
    {
        Assert.True(Model.TryGetUser(Ratings[0].UserId, out var stored));
        var folded = Model.FoldIn(Mine);
        Assert.Equal(stored.RatingCount, folded.RatingCount);
        Assert.Equal(Model.Recommend(stored, 20), Model.Recommend(folded, 20));

        ItemInteraction[] watched = [new(Model.ItemIds.Ids.ToArray().First(id => Mine.All(rating => rating.ItemId != id)), 3)];
        Assert.True(Model.LearnsFromInteractions);
        var both = Model.FoldIn(Mine, watched);
        var ranker = TrainAlone(Ranker);
        Assert.Equal(ranker.Recommend(ranker.FoldIn(Mine, watched), 20).Select(place => place.ItemId), Model.Recommend(both, 20).Select(place => place.ItemId));
        Assert.NotEqual(Model.Recommend(folded, 20).Select(place => place.Score), Model.Recommend(both, 20).Select(place => place.Score));
        Assert.False(Train("item-knn-tfidf", Stars).LearnsFromInteractions);

        // A blend hands on what its parts make use of.
        var blend = Train("blend-ranking(parts=ials(factors=4;epochs=4),item-knn-tfidf)", Stars);
        Assert.True(blend.LearnsFromInteractions);
        Assert.Equal(blend.FoldIn(Mine).RatingCount + 1, blend.FoldIn(Mine, watched).RatingCount);
        Assert.NotEqual(
            blend.Recommend(blend.FoldIn(Mine), 20).Select(place => place.Score), blend.Recommend(blend.FoldIn(Mine, watched), 20).Select(place => place.Score));
    }

    [Fact]
    public void Load_SavedPair_IsTheSameAndHoldsEqualMapsOfIdsOnce()
    {
        var loaded = Assert.IsType<PairModel>(RecommenderModel.Load(Model.ToBytes()));

        Assert.Equal(Model.ToBytes(), loaded.ToBytes());
        Assert.Equal(Model.Recommend(Model.FoldIn(Mine), 20), loaded.Recommend(loaded.FoldIn(Mine), 20));
        Assert.Same(loaded.ItemIds, loaded.Ranker.ItemIds);
        Assert.Same(loaded.UserIds, loaded.Ranker.UserIds);
        Assert.Same(loaded.UserIds, loaded.StarModel.UserIds);
        Assert.Same(Model.UserIds, Model.StarModel.UserIds);
    }

    [Fact]
    public void MostSimilarItems_Pair_AreTheRankersOrElseTheStarModels()
    {
        Assert.Equal(Model.Ranker.MostSimilarItems(Mine[0].ItemId, 5), Model.MostSimilarItems(Mine[0].ItemId, 5));

        var other = Train("popularity", Stars);
        Assert.Equal(other.StarModel.MostSimilarItems(Mine[0].ItemId, 5), other.MostSimilarItems(Mine[0].ItemId, 5));

        // An item that the ranker does not know has no vector, and takes no other's place.
        var wider = Train(Ranker, "als-features(factors=4;epochs=4)");
        Assert.Equal(wider.Ranker.MostSimilarItems(Mine[0].ItemId, 5), wider.MostSimilarItems(Mine[0].ItemId, 5));
        Assert.All(wider.MostSimilarItems(Unrated, 5), item => Assert.Equal(0, item.Similarity));
    }

    [Fact]
    public void Train_FromAnEarlierPair_GoesOnWithThePartsThatCan()
    {
        var options = new PairOptions { Ranker = "als-features(factors=4;epochs=1)", Stars = "als(factors=6;epochs=1)" };
        var (one, two, three) = (new EpochRecorder(), new EpochRecorder(), new EpochRecorder());
        var cold = new PairTrainer(options).Train(Data, one, TestContext.Current.CancellationToken);

        new PairTrainer(options).Train(Data with { Start = cold.WithoutUsers() }, two, TestContext.Current.CancellationToken);

        Assert.Equal([(1, "ranker"), (2, "stars")], one.Seen.Select(epoch => (epoch.Epoch, epoch.Part)));
        Assert.All(one.Seen.Zip(two.Seen), pair => Assert.True(pair.Second.TrainError < pair.First.TrainError));

        // A part of another algorithm starts afresh, and so does one that cannot go on.
        new PairTrainer(new PairOptions { Ranker = "ials(factors=6;epochs=1)", Stars = options.Stars }).Train(Data with { Start = cold }, three, TestContext.Current.CancellationToken);
        Assert.Equal(two.Seen[^1].TrainError, three.Seen[^1].TrainError, 1e-9);
    }

    [Fact]
    public void Train_HeldOutRatings_MeasureEachPartByItsOwnError()
    {
        var split = Splits.Random(Ratings, 0.2, 3);
        var progress = new EpochRecorder();
        var model = new PairTrainer(new PairOptions { Ranker = Ranker, Stars = "item-knn" }).Train(TrainingData.Of(split.Training) with { HeldOut = split.HeldOut }, progress, TestContext.Current.CancellationToken);

        var last = progress.Seen[^1];
        Assert.Equal(("stars", 1), (last.Part, last.PartEpoch));
        Assert.Equal(RatingAccuracy.Of(split.HeldOut, model).Rmse, last.HeldOutError!.Value, 1e-9);
        Assert.All(progress.Seen.SkipLast(1), epoch => Assert.Equal("ranker", epoch.Part));
        Assert.InRange(progress.Seen[0].HeldOutError!.Value, 0, 1);
    }

    [Theory]
    [InlineData("nothing", "als", "There is no algorithm 'nothing'")]
    [InlineData("ials", "ials", "'ials' does not predict stars")]
    [InlineData("pair", "als", "cannot be part of a pair")]
    [InlineData("ials(factors=64", "als", "brackets of 'ials(factors=64' do not match")]
    [InlineData("ials", "blend(parts=als,biases(epochs=3)", "do not match")]
    [InlineData("ials(colour=red)", "als", "'colour=red' sets no option of 'ials'")]
    [InlineData("ials(factors=many)", "als", "'many' is no value for 'factors' of 'ials'")]
    public void Options_PartsThatCannotBe_AreRefusedInWords(string ranker, string stars, string words) =>
        Assert.Contains(words, Assert.Throws<ValidationException>(() => new PairTrainer(new PairOptions { Ranker = ranker, Stars = stars })).Message, StringComparison.Ordinal);

    [Fact]
    public void Specification_Settings_ComeBackAsTextAndTheLastCounts()
    {
        var part = PartSpecification.Parse(" als( factors=8 ; epochs=3) ");
        Assert.Equal("als(factors=8;epochs=3)", part.ToString());
        Assert.Equal("als(factors=8;epochs=9)", part.With("Epochs", "9").ToString().Replace("Epochs", "epochs", StringComparison.Ordinal));
        Assert.Same(part, part.WithDefault("Factors", "64"));
        Assert.Equal("als(factors=8;epochs=3;seed=7)", part.WithDefault("seed", "7").ToString());
        Assert.Equal("blend(parts=als(factors=3),biases;seed=4)", PartSpecification.Parse("blend(parts=als(factors=3),biases;seed=4)").ToString());
        Assert.Equal(["als", "item-knn"], PartSpecification.ParseMany("als(factors=3;epochs=2),item-knn").Select(one => one.Algorithm.Name));
    }

    private static PairModel Train(string ranker, string stars) => new PairTrainer(new PairOptions { Ranker = ranker, Stars = stars }).Train(Data);

    private static RecommenderModel TrainAlone(string part)
    {
        var specification = PartSpecification.Parse(part);
        return specification.Algorithm.CreateTrainer(specification.CreateOptions()).Train(Data);
    }
}
