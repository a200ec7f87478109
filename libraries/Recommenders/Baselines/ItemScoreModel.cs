using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Baselines;

/// <summary>One score for each item, the same for everybody: what a personal model has to beat.</summary>
/// <remarks>Immutable and safe for concurrent use. Memory: 4 bytes per item, plus the id maps. An unknown item gets the score of an item without ratings.</remarks>
public sealed class ItemScoreModel : RecommenderModel
{
    private readonly float[] _scores;
    private readonly float _unknown;

    internal ItemScoreModel(ModelFacts facts, float[] scores, float unknown)
        : base(facts) => (_scores, _unknown) = (scores, unknown);

    /// <inheritdoc/>
    public override ItemScoreModel WithoutUsers() => new(Facts.WithoutUsers(), _scores, _unknown);

    /// <inheritdoc/>
    public override AverageUser FoldIn(ReadOnlySpan<ItemRating> ratings) => new(KnownRatings(ratings).Items.Length);

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? new AverageUser(Facts.UserRatingCounts[index]) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        Check<AverageUser>(user);
        return Predict(userId: 0, itemId);
    }

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId)
    {
        var score = ItemIds.TryGetIndex(itemId, out var item) ? _scores[item] : _unknown;
        return PredictsStars ? Clamp(score) : score;
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        Check<AverageUser>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _scores.Length, nameof(scores));
        _scores.CopyTo(scores);
    }

    /// <inheritdoc/>
    /// <remarks>The user's own ratings contribute nothing to any of these scores, and that is what is said of each.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        return Explanation(itemId, _scores[item], items, stars, new float[items.Length]);
    }

    internal static ItemScoreModel Read(ModelReader reader, ModelFacts facts) => new(facts, reader.ReadArray<float>(facts.ItemIds.Count), reader.Read<float>());

    internal override void Write(ModelWriter writer)
    {
        writer.WriteArray<float>(_scores);
        writer.Write(_unknown);
    }
}
