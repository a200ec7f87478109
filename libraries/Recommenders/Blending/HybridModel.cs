using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Two fitted models: r̂ = w·r̂_collaborative + (1 − w)·r̂_content, w = n_u/(n_u + h_u) · n_i/(n_i + h_i) by the ratings of the user and of the item.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. An item or user without ratings gets the content part's answer alone. It holds both parts, and costs what they cost together.
/// Explanations exist when those of both parts do, and are exact for the profile at hand.
/// </remarks>
public sealed class HybridModel : RecommenderModel
{
    private readonly HybridTrust _trust;
    private readonly PartScores _collaborativeScores;
    private readonly PartScores _contentScores;

    internal HybridModel(ModelFacts facts, RecommenderModel collaborative, RecommenderModel content, HybridTrust trust)
        : base(facts)
    {
        (Collaborative, Content, _trust) = (collaborative, content, trust);
        (_collaborativeScores, _contentScores) = (new PartScores(collaborative, facts.ItemIds), new PartScores(content, facts.ItemIds));
    }

    /// <summary>The part that answers where there are many ratings.</summary>
    public RecommenderModel Collaborative { get; }

    /// <summary>The part that answers where there are few.</summary>
    public RecommenderModel Content { get; }

    /// <summary>h_u, the number of a user's ratings at which the collaborative part counts half, ≥ 0.</summary>
    public float UserHalf => _trust.UserHalf;

    /// <summary>h_i, the number of an item's ratings at which the collaborative part counts half, ≥ 0.</summary>
    public float ItemHalf => _trust.ItemHalf;

    /// <inheritdoc/>
    public override HybridModel WithoutUsers() => new(Facts.WithoutUsers(), Collaborative.WithoutUsers(), Content.WithoutUsers(), _trust);

    /// <inheritdoc/>
    public override HybridUser FoldIn(ReadOnlySpan<ItemRating> ratings) => new(Collaborative.FoldIn(ratings), Content.FoldIn(ratings), KnownRatings(ratings).Items.Length);

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index)
            ? new HybridUser(Collaborative.ProfileOf(userId), Content.ProfileOf(userId), Facts.UserRatingCounts[index])
            : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var profile = Check<HybridUser>(user);
        return Mixed(profile.RatingCount, itemId, Collaborative.Predict(profile.Collaborative, itemId), Content.Predict(profile.Content, itemId));
    }

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId) => Predict(userId, itemId, day: 0);

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId, int day)
    {
        var ratings = UserIds.TryGetIndex(userId, out var user) ? Facts.UserRatingCounts[user] : 0;
        return Mixed(ratings, itemId, Collaborative.Predict(userId, itemId, day), Content.Predict(userId, itemId, day));
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var profile = Check<HybridUser>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemIds.Count, nameof(scores));
        var rented = ArrayPool<float>.Shared.Rent(scores.Length);
        var content = rented.AsSpan(0, scores.Length);
        _collaborativeScores.Of(profile.Collaborative, scores);
        _contentScores.Of(profile.Content, content);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = content[item] + (_trust.Of(profile.RatingCount, Facts.ItemRatingCounts[item]) * (scores[item] - content[item]));
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var subject) || Collaborative.Explain(ratings, itemId) is not { } collaborative || Content.Explain(ratings, itemId) is not { } content)
            return null;
        var (items, stars) = KnownRatings(ratings);
        var parts = new float[items.Length];
        var trust = _trust.Of(items.Length, Facts.ItemRatingCounts[subject]);
        AddContributions(collaborative, trust, items, parts);
        AddContributions(content, 1 - trust, items, parts);
        return Explanation(itemId, Predict(FoldIn(ratings), itemId) - parts.Sum(), items, stars, parts);
    }

    internal static HybridModel Read(ModelReader reader, ModelFacts facts)
    {
        var (collaborative, content) = (ModelFormat.ReadPart(reader), ModelFormat.ReadPart(reader));
        return new HybridModel(facts, collaborative, content, new HybridTrust(reader.Read<float>(), reader.Read<float>()));
    }

    internal override void Write(ModelWriter writer)
    {
        ModelFormat.WritePart(Collaborative, writer);
        ModelFormat.WritePart(Content, writer);
        writer.Write(UserHalf);
        writer.Write(ItemHalf);
    }

    private float Mixed(int userRatings, int itemId, float collaborative, float content) =>
        Clamp(content + (_trust.Of(userRatings, RatingCountOf(itemId)) * (collaborative - content)));
}
