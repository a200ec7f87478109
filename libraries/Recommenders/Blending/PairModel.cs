using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Blending;

/// <summary>
/// Two fitted models that serve as one: a ranker, by which lists are ordered, and a star model, which says what a user would give.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. Predictions, scores and their explanations are the star model's; lists, their scores and the
/// reasons for a place in them are the ranker's, with
/// the star model's prediction beside each item. It knows the items of both parts, and costs what they cost together.
/// </remarks>
public sealed class PairModel : RecommenderModel
{
    private readonly PartScores _rankerScores;
    private readonly PartScores _starScores;
    private readonly Lazy<FactorTable?> _itemVectors;

    internal PairModel(ModelFacts facts, RecommenderModel ranker, RecommenderModel stars)
        : base(facts)
    {
        (Ranker, StarModel) = (ranker, stars);
        (_rankerScores, _starScores) = (new PartScores(ranker, facts.ItemIds), new PartScores(stars, facts.ItemIds));
        _itemVectors = new Lazy<FactorTable?>(() => VectorsOf(Ranker, _rankerScores) ?? VectorsOf(StarModel, _starScores));
    }

    /// <inheritdoc/>
    public override RecommenderModel Ranker { get; }

    /// <inheritdoc/>
    public override RecommenderModel StarModel { get; }

    /// <inheritdoc/>
    public override bool LearnsFromInteractions => Ranker.LearnsFromInteractions || StarModel.LearnsFromInteractions;

    internal override FactorTable? ItemVectors => _itemVectors.Value;

    /// <inheritdoc/>
    public override PairModel WithoutUsers() => new(Facts.WithoutUsers(), Ranker.WithoutUsers(), StarModel.WithoutUsers());

    /// <inheritdoc/>
    public override PairUser FoldIn(ReadOnlySpan<ItemRating> ratings) => new(Ranker.FoldIn(ratings), StarModel.FoldIn(ratings));

    /// <inheritdoc/>
    public override PairUser FoldIn(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions) =>
        new(Ranker.FoldIn(ratings, interactions), StarModel.FoldIn(ratings, interactions));

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out _) ? new PairUser(Ranker.ProfileOf(userId), StarModel.ProfileOf(userId)) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId) => StarModel.Predict(Check<PairUser>(user).Stars, itemId);

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId) => StarModel.Predict(userId, itemId);

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId, int day) => StarModel.Predict(userId, itemId, day);

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores) => Score(_starScores, Check<PairUser>(user).Stars, scores);

    /// <inheritdoc/>
    public override void ScoreRank(UserProfile user, Span<float> scores) => Score(_rankerScores, Check<PairUser>(user).Ranker, scores);

    /// <inheritdoc/>
    public override Recommendation[] Recommend(
        UserProfile user, int count, ReadOnlySpan<int> exclude = default, Func<int, bool>? filter = null, RankingOptions? ranking = null)
    {
        var pair = Check<PairUser>(user);
        if (ranking?.ByStars == true)
        {
            return _starScores.HasAll
                ? StarModel.Recommend(pair.Stars, count, exclude, filter, ranking)
                : base.Recommend(user, count, exclude, filter, ranking);
        }

        if (!_rankerScores.HasAll)
            return base.Recommend(user, count, exclude, filter, ranking);
        var list = Ranker.Recommend(pair.Ranker, count, exclude, filter, ranking);
        PutStars(list, pair.Stars);
        return list;
    }

    /// <inheritdoc/>
    public override Recommendation[][] RecommendMany(
        IReadOnlyList<UserProfile> users,
        int count,
        IReadOnlyList<int[]>? exclude = null,
        Func<int, bool>? filter = null,
        RankingOptions? ranking = null,
        int degreeOfParallelism = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        PairUser[] pairs = [.. users.Select(Check<PairUser>)];
        if (ranking?.ByStars == true && _starScores.HasAll)
        {
            UserProfile[] raters = [.. pairs.Select(pair => pair.Stars)];
            return StarModel.RecommendMany(raters, count, exclude, filter, ranking, degreeOfParallelism, cancellationToken);
        }

        if (ranking?.ByStars == true || !_rankerScores.HasAll)
            return base.RecommendMany(users, count, exclude, filter, ranking, degreeOfParallelism, cancellationToken);
        UserProfile[] ranked = [.. pairs.Select(pair => pair.Ranker)];
        var lists = Ranker.RecommendMany(ranked, count, exclude, filter, ranking, degreeOfParallelism, cancellationToken);
        var workers = RowScheduler.Workers(degreeOfParallelism);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        Parallel.For(0, lists.Length, parallel, user => PutStars(lists[user], pairs[user].Stars));
        return lists;
    }

    /// <inheritdoc/>
    public override int? PlaceOf(UserProfile user, int itemId, ReadOnlySpan<int> exclude = default) =>
        _rankerScores.HasAll ? Ranker.PlaceOf(Check<PairUser>(user).Ranker, itemId, exclude) : base.PlaceOf(user, itemId, exclude);

    /// <inheritdoc/>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId) => StarModel.Explain(ratings, itemId);

    /// <inheritdoc/>
    public override PredictionExplanation? ExplainRank(ReadOnlySpan<ItemRating> ratings, int itemId) => Ranker.ExplainRank(ratings, itemId);

    internal static PairModel Read(ModelReader reader, ModelFacts facts)
    {
        var (ranker, stars) = (ModelFormat.ReadPart(reader), ModelFormat.ReadPart(reader));
        return stars.PredictsStars
            ? new PairModel(facts, ranker, stars)
            : throw new InvalidDataException($"The model is damaged: '{stars.Algorithm}' does not predict stars.");
    }

    internal override void Write(ModelWriter writer)
    {
        ModelFormat.WritePart(Ranker, writer);
        ModelFormat.WritePart(StarModel, writer);
    }

    private void Score(PartScores part, UserProfile user, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemIds.Count, nameof(scores));
        part.Unclamped(user, scores);
    }

    private void PutStars(Recommendation[] list, UserProfile user)
    {
        foreach (ref var place in list.AsSpan())
            place = place with { PredictedStars = StarModel.Predict(user, place.ItemId) };
    }

    /// <summary>
    /// A part's vectors at the places that its items have here; items that it does not know have none, and are like nothing.
    /// </summary>
    private FactorTable? VectorsOf(RecommenderModel part, PartScores places)
    {
        if (part.ItemVectors is not { } own || places.HasAll)
            return part.ItemVectors;
        var vectors = new FactorTable(ItemIds.Count, own.Factors);
        for (var item = 0; item < ItemIds.Count; item++)
        {
            if (part.ItemIds.TryGetIndex(ItemIds[item], out var place))
                own.PaddedRow(place).CopyTo(vectors.PaddedRow(item));
        }

        return vectors;
    }
}
