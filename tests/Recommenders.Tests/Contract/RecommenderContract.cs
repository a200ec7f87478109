using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Contract;

/// <summary>What every algorithm promises; each has a class that inherits this, with options that make a training of a few hundred ratings quick.</summary>
public abstract class RecommenderContract
{
    private const int Users = 60;
    private const int Items = 80;

    private RecommenderModel? _model;

    private protected RecommenderContract(string algorithm) => Algorithm = RecommenderAlgorithms.Find(algorithm)!;

    private protected static RatingMatrix Checkerboard { get; } = RatingMatrix.Create(CheckerboardRatings(0.6));

    private protected RecommenderAlgorithm Algorithm { get; }

    /// <summary>Whether the seed shows in the result; false for algorithms that draw nothing.</summary>
    private protected virtual bool UsesSeed => true;

    /// <summary>Whether the algorithm can tell the two camps of the checkerboard apart; biases, popularity cannot.</summary>
    private protected virtual bool IsPersonal => true;

    /// <summary>How far the fold-in of a trained user's own ratings may predict from the trained user, in stars or scores.</summary>
    private protected virtual float FoldInTolerance => 0.35f;

    /// <summary>How far from the constant a prediction may be when all ratings are the same.</summary>
    private protected virtual float ConstantTolerance => 0.05f;

    private protected RecommenderModel Model => _model ??= CreateTrainer(seed: 42, threads: 2).Train(new TrainingData(Checkerboard) { Items = CheckerboardItems });

    /// <summary>Titles and genres that go with the camps, for those who read them.</summary>
    private protected static IReadOnlyList<ItemInformation> CheckerboardItems { get; } =
    [
        .. Enumerable.Range(0, Items).Select(item => new ItemInformation(ItemId(item), item % 2 == 0 ? $"Laughing {item}" : $"Weeping {item}")
        {
            Genres = item % 2 == 0 ? ["Comedy"] : ["Drama"], Year = 1980 + (item % 20), Tags = item % 2 == 0 ? ["funny", "light"] : ["sad", "slow"],
        }),
    ];

    [Fact]
    public void Checkerboard_UnseenHalf_IsFilledIn()
    {
        Assert.SkipUnless(IsPersonal, "Everybody gets the same from it.");
        var (right, count) = (0, 0);
        for (var user = 0; user < Users; user++)
        {
            var likes = user % 2;
            for (var item = 0; item + 1 < Items; item += 2)
            {
                var (liked, disliked) = (ItemId(item + likes), ItemId(item + 1 - likes));
                if (Observed(user, item + likes, 0.6) || Observed(user, item + 1 - likes, 0.6))
                    continue;
                count++;
                right += Model.Predict(UserId(user), liked) > Model.Predict(UserId(user), disliked) ? 1 : 0;
            }
        }

        Assert.True(count > 100);
        Assert.True(right >= 0.95 * count, $"Of {count} unseen pairs, {right} are in the right order.");
    }

    [Fact]
    public void Recommend_CheckerboardUser_GetsTheOwnCamp()
    {
        Assert.SkipUnless(IsPersonal, "Everybody gets the same from it.");
        foreach (var user in (int[])[0, 1, 6, 7])
        {
            Assert.True(Model.TryGetUser(UserId(user), out var profile));
            var list = Model.Recommend(profile, 5, [.. RatingsOf(user).Select(r => r.ItemId)]);
            Assert.Equal(5, list.Length);
            Assert.True(list.Count(r => IndexOf(r.ItemId) % 2 == user % 2) >= 4, $"User {user}: {string.Join(", ", list.Select(r => IndexOf(r.ItemId)))}");
        }
    }

    [Fact]
    public void Recommend_MoreThanTheCatalogue_IsTheFullSortOfAllScores()
    {
        var exclude = Model.ItemIds.Ids[..9].ToArray();
        var profile = Model.FoldIn(RatingsOf(3));
        var ranking = new RankingOptions { Caution = 0 };
        var all = Model.Recommend(profile, int.MaxValue, exclude, id => id % 3 != 0, ranking);
        var scores = new float[Model.ItemIds.Count];
        Model.ScoreRank(profile, scores);

        Assert.Equal(Model.ItemIds.Ids.ToArray().Where(id => !exclude.Contains(id) && id % 3 != 0), all.Select(r => r.ItemId).Order());
        Assert.Equal(all.OrderByDescending(r => r.Score).ThenBy(r => r.ItemId), all);
        Assert.All(all, r => Assert.Equal(scores[IndexIn(Model, r.ItemId)], r.Score, 1e-4));
        Assert.All(all, r => Assert.Equal(Model.Predict(profile, r.ItemId), r.PredictedStars, 1e-4));
        Assert.Equal(all[..4].Select(r => r.ItemId), Model.Recommend(profile, 4, exclude, id => id % 3 != 0, ranking).Select(r => r.ItemId));
        Assert.Empty(Model.Recommend(profile, 0));

        var usual = Model.Recommend(profile, int.MaxValue, exclude);
        Assert.Equal(Enumerable.Range(1, usual.Length), usual.Select(r => Model.PlaceOf(profile, r.ItemId, exclude)!.Value));
        Assert.Null(Model.PlaceOf(profile, exclude[0], exclude));
        Assert.Null(Model.PlaceOf(profile, -1));
    }

    [Fact]
    public void Recommend_ManyAtOnce_IsWhatEachGetsAlone()
    {
        var profiles = Enumerable.Range(0, Users).Select(user => Model.FoldIn(RatingsOf(user))).ToArray();
        var alone = profiles.Select(profile => Model.Recommend(profile, 10)).ToArray();
        var together = new Recommendation[Users][];
        Parallel.For(0, Users, user => together[user] = Model.Recommend(Model.FoldIn(RatingsOf(user)), 10));
        Assert.Equal(alone, together);
        Assert.Equal(alone, Model.RecommendMany(profiles, 10));
        var seen = profiles.Select((_, user) => RatingsOf(user).Select(rating => rating.ItemId).ToArray()).ToArray();
        Assert.Equal(profiles.Select((profile, user) => Model.Recommend(profile, 7, seen[user], id => id % 2 == 0)), Model.RecommendMany(profiles, 7, seen, id => id % 2 == 0));
        Assert.Empty(Model.RecommendMany([], 10));
        Assert.Throws<ArgumentException>(() => Model.RecommendMany([new ForeignProfile()], 10));
        Assert.Throws<ArgumentException>(() => Model.RecommendMany(profiles, 10, [[]]));
    }

    [Fact]
    public void FoldIn_UnchangedUser_PredictsLikeTheTrainedOne()
    {
        foreach (var user in (int[])[0, 1, 17, 40])
        {
            var folded = Model.FoldIn(RatingsOf(user));
            Assert.True(Model.TryGetUser(UserId(user), out var trained));
            Assert.Equal(trained.RatingCount, folded.RatingCount);
            foreach (var item in Model.ItemIds.Ids)
                Assert.Equal(Model.Predict(trained, item), Model.Predict(folded, item), FoldInTolerance);
            Assert.Equal(Model.Predict(UserId(user), Model.ItemIds[5]), Model.Predict(trained, Model.ItemIds[5]), 1e-3);
        }
    }

    [Fact]
    public void FoldIn_OrderAndRepetition_DoNotMatter()
    {
        var ratings = RatingsOf(8);
        var shuffled = ratings.Reverse().Prepend(new ItemRating(ratings[0].ItemId, ratings[0].Stars == 5 ? 1 : 5)).ToArray();
        var (one, other) = (Model.FoldIn(ratings), Model.FoldIn(shuffled));
        Assert.All(Model.ItemIds.Ids.ToArray(), item => Assert.Equal(Model.Predict(one, item), Model.Predict(other, item)));
    }

    [Fact]
    public void FoldIn_NewTaste_FollowsIt()
    {
        Assert.SkipUnless(IsPersonal, "Everybody gets the same from it.");
        for (var camp = 0; camp < 2; camp++)
        {
            var profile = Model.FoldIn([.. Enumerable.Range(0, 12).Select(item => new ItemRating(ItemId(item), item % 2 == camp ? 5 : 1))]);
            var list = Model.Recommend(profile, 10, [.. Enumerable.Range(0, 12).Select(ItemId)]);
            Assert.True(list.Count(r => IndexOf(r.ItemId) % 2 == camp) >= 8, string.Join(", ", list.Select(r => IndexOf(r.ItemId))));
        }
    }

    [Fact]
    public void EmptyUserAndUnknownItem_HaveFiniteAnswers()
    {
        var nobody = Model.FoldIn([new ItemRating(-77, 5)]);
        Assert.Equal(0, nobody.RatingCount);
        Assert.Equal(5, Model.Recommend(nobody, 5).Length);
        foreach (var value in (float[])[Model.Predict(nobody, -1), Model.Predict(nobody, Model.ItemIds[0]), Model.Predict(-1, -1), Model.Predict(UserId(0), -1), Model.Predict(-1, Model.ItemIds[0])])
            Assert.True(float.IsFinite(value));
        Assert.False(Model.TryGetUser(-1, out _));
        Assert.Empty(Model.MostSimilarItems(-1, 3));
        Assert.Null(Model.Explain(RatingsOf(0), -1));
        Assert.Equal(0, Model.RatingCountOf(-1));
        Assert.Throws<ArgumentException>(() => Model.FoldIn([new ItemRating(ItemId(0), float.NaN)]));
    }

    [Fact]
    public void Predict_StarPredictors_StayOnTheScale()
    {
        Assert.SkipUnless(Algorithm.PredictsStars, "It does not predict stars.");
        foreach (var user in Model.UserIds.Ids)
        {
            foreach (var item in Model.ItemIds.Ids)
                Assert.InRange(Model.Predict(user, item), Model.LowestStars, Model.HighestStars);
        }
    }

    [Fact]
    public void Explain_LinearModels_AddsUpToTheScore()
    {
        var ratings = RatingsOf(11);
        var scores = new float[Model.ItemIds.Count];
        Model.Score(Model.FoldIn(ratings), scores);
        Assert.SkipUnless(Model.Explain(ratings, Model.ItemIds[0]) is not null, "It is not linear in the ratings.");
        for (var item = 0; item < scores.Length; item++)
        {
            var explanation = Model.Explain(ratings, Model.ItemIds[item])!;
            Assert.Equal(explanation.Score, explanation.Baseline + explanation.Contributions.Sum(c => c.Contribution), 1e-3);
            Assert.Equal(scores[item], explanation.Score, 2e-3);
        }
    }

    [Fact]
    public void ConstantRatings_PredictTheConstant()
    {
        var ratings = CheckerboardRatings(0.3).Select(r => r with { Stars = 4 }).ToArray();
        var model = CreateTrainer(seed: 1, threads: 2).Train(new TrainingData(RatingMatrix.Create(ratings)));
        foreach (var item in model.ItemIds.Ids)
        {
            var predicted = model.Predict(UserId(0), item);
            Assert.True(float.IsFinite(predicted));
            if (Algorithm.PredictsStars)
                Assert.Equal(4, predicted, ConstantTolerance);
        }
    }

    [Fact]
    public void Train_OneRating_Works()
    {
        var model = CreateTrainer(seed: 1, threads: 1).Train(new TrainingData(RatingMatrix.Create([new Rating(7, 9, 4.5f)])));
        Assert.True(float.IsFinite(model.Predict(7, 9)));
        Assert.True(float.IsFinite(model.Predict(8, 9)));
    }

    [Fact]
    public void SameSeed_AnyNumberOfThreads_SameBits()
    {
        var data = new TrainingData(Checkerboard) { Items = CheckerboardItems };
        var expected = CreateTrainer(seed: 5, threads: 1).Train(data).ToBytes();
        Assert.Equal(expected, CreateTrainer(seed: 5, threads: 1).Train(data).ToBytes());
        Assert.Equal(expected, CreateTrainer(seed: 5, threads: 3).Train(data).ToBytes());
        if (UsesSeed)
            Assert.NotEqual(expected, CreateTrainer(seed: 6, threads: 1).Train(data).ToBytes());
    }

    [Fact]
    public void SaveAndLoad_RoundTripsToTheBit()
    {
        var bytes = Model.ToBytes();
        var loaded = RecommenderModel.Load(bytes);
        Assert.Equal(Algorithm.Name, loaded.Algorithm);
        Assert.Equal(bytes, loaded.ToBytes());
        Assert.Equal(Model.Predict(UserId(2), ItemId(3)), loaded.Predict(UserId(2), ItemId(3)));
        Assert.Equal(Model.Recommend(Model.FoldIn(RatingsOf(2)), 10), loaded.Recommend(loaded.FoldIn(RatingsOf(2)), 10));

        var lean = RecommenderModel.Load(Model.WithoutUsers().ToBytes());
        Assert.Equal(0, lean.UserIds.Count);
        Assert.True(lean.ToBytes().Length < bytes.Length);
        Assert.Equal(Model.Recommend(Model.FoldIn(RatingsOf(2)), 10), lean.Recommend(lean.FoldIn(RatingsOf(2)), 10));
    }

    [Fact]
    public void Load_Damaged_IsRefused()
    {
        var bytes = CreateTrainer(seed: 1, threads: 1).Train(new TrainingData(RatingMatrix.Create([new(1, 1, 5), new(1, 2, 3), new(2, 1, 4)]))).ToBytes();
        for (var i = 0; i < 400; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[(int)(CounterRandom.Bits(1, (ulong)i, 0) % (ulong)bytes.Length)] ^= (byte)(1 << (i % 8));
            Assert.Throws<InvalidDataException>(() => RecommenderModel.Load(damaged));
        }

        for (var i = 0; i < 50; i++)
            Assert.Throws<InvalidDataException>(() => RecommenderModel.Load(bytes.AsMemory(0, bytes.Length * i / 50)));
    }

    [Fact]
    public void Train_Progress_CountsEpochsAndCancellationEndsIt()
    {
        var progress = new EpochRecorder();
        CreateTrainer(seed: 1, threads: 2).Train(new TrainingData(Checkerboard) { Items = CheckerboardItems }, progress, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, progress.Seen.Count), progress.Seen.Select(epoch => epoch.Epoch));
        Assert.All(progress.Seen, epoch => Assert.InRange(epoch.Epoch, 1, epoch.Epochs));
        Assert.All(progress.Seen, epoch => Assert.Null(epoch.HeldOutError));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CreateTrainer(seed: 1, threads: 2).Train(new TrainingData(Checkerboard) { Items = CheckerboardItems }, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void Train_HeldOut_IsMeasuredAndNotLearnedFrom()
    {
        // Held-out ratings that say the opposite of everything: who learns from them is found out.
        var heldOut = Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, 6).Select(item => new Rating(UserId(user), ItemId(item), user % 2 == item % 2 ? 1 : 5))).ToArray();
        var progress = new EpochRecorder();
        var model = CreateTrainer(seed: 42, threads: 2).Train(
            new TrainingData(Checkerboard) { Items = CheckerboardItems, HeldOut = heldOut }, progress, TestContext.Current.CancellationToken);
        Assert.All(progress.Seen, epoch => Assert.NotNull(epoch.HeldOutError));
        if (IsPersonal)
            Assert.True(model.Predict(UserId(0), ItemId(40)) >= model.Predict(UserId(0), ItemId(41)));
    }

    [Fact]
    public void Options_Defaults_AreWithinTheirRanges() => Assert.NotNull(Algorithm.CreateTrainer());

    /// <summary>A trainer with few epochs and factors, that seed and so many threads.</summary>
    private protected abstract IRecommenderTrainer CreateTrainer(ulong seed, int threads);

    private protected static ItemRating[] RatingsOf(int user)
    {
        var row = Checkerboard.RatingsOfUser(Checkerboard.Users.IndexOf(UserId(user)));
        var ratings = new ItemRating[row.Count];
        for (var i = 0; i < row.Count; i++)
            ratings[i] = new ItemRating(Checkerboard.Items[row.Indices[i]], row.Stars[i]);
        return ratings;
    }

    private protected static int UserId(int user) => Planted.UserId(user);

    private protected static int ItemId(int item) => Planted.ItemId(item);

    private static int IndexOf(int itemId) => (itemId - 5) / 11;

    private static int IndexIn(RecommenderModel model, int itemId)
    {
        Assert.True(model.ItemIds.TryGetIndex(itemId, out var index));
        return index;
    }

    private static bool Observed(int user, int item, double share) => CounterRandom.Uniform(3, (ulong)user, (ulong)item) < share;

    // Even users love even items and hate odd ones; odd users the other way round.
    private static Rating[] CheckerboardRatings(double share)
    {
        var ratings = new List<Rating>();
        for (var user = 0; user < Users; user++)
        {
            for (var item = 0; item < Items; item++)
            {
                if (Observed(user, item, share))
                    ratings.Add(new Rating(UserId(user), ItemId(item), user % 2 == item % 2 ? 5 : 1, 18_000 + user + item));
            }
        }

        return [.. ratings];
    }

    private sealed class ForeignProfile() : UserProfile(0);
}
