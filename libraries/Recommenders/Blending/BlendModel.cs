using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Blending;

/// <summary>A linear blend of fitted models: r̂ = c + Σ w·r̂_part for stars; for rankings score = Σ w·(score_part − mean)/deviation, both over the catalogue for the user at hand.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. It holds its parts, and costs what they cost together; parts that predict stars are held to the scale before they are blended.
/// Explanations exist when those of all parts do: contributions are the weighted sum of theirs, and what holding to the scale takes off is put to the baseline.
/// </remarks>
public sealed class BlendModel : RecommenderModel
{
    private const int MostParts = 64;

    private readonly RecommenderModel[] _parts;
    private readonly float[] _weights;
    private readonly float _constant;
    private readonly PartScores[] _scores;

    internal BlendModel(ModelFacts facts, RecommenderModel[] parts, float[] weights, float constant)
        : base(facts)
    {
        (_parts, _weights, _constant) = (parts, weights, constant);
        _scores = [.. parts.Select(part => new PartScores(part, facts.ItemIds))];
    }

    /// <summary>The models that are blended.</summary>
    public IReadOnlyList<RecommenderModel> Parts => _parts;

    /// <summary>The weight of each part, in the order of <see cref="Parts"/>.</summary>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>c, in stars; 0 in rankings.</summary>
    public float Constant => _constant;

    /// <inheritdoc/>
    public override bool LearnsFromInteractions => Array.Exists(_parts, part => part.LearnsFromInteractions);

    /// <inheritdoc/>
    public override BlendModel WithoutUsers() => new(Facts.WithoutUsers(), [.. _parts.Select(part => part.WithoutUsers())], _weights, _constant);

    /// <inheritdoc/>
    public override BlendUser FoldIn(ReadOnlySpan<ItemRating> ratings) => FoldIn(ratings, []);

    /// <inheritdoc/>
    public override BlendUser FoldIn(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions)
    {
        var known = KnownRatings(ratings).Items.Length;
        var profiles = new UserProfile[_parts.Length];
        for (var part = 0; part < profiles.Length; part++)
        {
            profiles[part] = _parts[part].FoldIn(ratings, interactions);
            // A part counts the interactions that it uses; without them it knows no more than there are ratings of known items.
            known = Math.Max(known, profiles[part].RatingCount);
        }

        return Profile(profiles, known);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = null;
        if (UserIds.TryGetIndex(userId, out var index))
            user = Profile([.. _parts.Select(part => part.ProfileOf(userId))], Facts.UserRatingCounts[index]);
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var blended = Check<BlendUser>(user);
        var score = _constant;
        for (var part = 0; part < _parts.Length; part++)
            score += blended.Scales[part] * (_parts[part].Predict(blended.Parts[part], itemId) - blended.Means[part]);
        return PredictsStars ? Clamp(score) : score;
    }

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId) => Predict(userId, itemId, day: 0);

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId, int day)
    {
        if (!PredictsStars)
            return base.Predict(userId, itemId);
        var stars = _constant;
        for (var part = 0; part < _parts.Length; part++)
            stars += _weights[part] * _parts[part].Predict(userId, itemId, day);
        return Clamp(stars);
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var blended = Check<BlendUser>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemIds.Count, nameof(scores));
        scores.Fill(_constant);
        var partScores = ArrayPool<float>.Shared.Rent(scores.Length);
        for (var part = 0; part < _parts.Length; part++)
        {
            _scores[part].Of(blended.Parts[part], partScores.AsSpan(0, scores.Length));
            for (var item = 0; item < scores.Length; item++)
                scores[item] += blended.Scales[part] * (partScores[item] - blended.Means[part]);
        }

        ArrayPool<float>.Shared.Return(partScores);
    }

    /// <inheritdoc/>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out _))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var user = FoldIn(ratings);
        var parts = new float[items.Length];
        var score = _constant;
        for (var part = 0; part < _parts.Length; part++)
        {
            if (_parts[part].Explain(ratings, itemId) is not { } explanation)
                return null;
            score += user.Scales[part] * (_parts[part].Predict(user.Parts[part], itemId) - user.Means[part]);
            AddContributions(explanation, user.Scales[part], items, parts);
        }

        return Explanation(itemId, score - parts.Sum(), items, stars, parts);
    }

    internal static BlendModel Read(ModelReader reader, ModelFacts facts)
    {
        var parts = new RecommenderModel[reader.ReadCount(MostParts)];
        for (var part = 0; part < parts.Length; part++)
            parts[part] = ModelFormat.ReadPart(reader);
        return new BlendModel(facts, parts, reader.ReadArray<float>(parts.Length), reader.Read<float>());
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(_parts.Length);
        foreach (var part in _parts)
            ModelFormat.WritePart(part, writer);
        writer.WriteArray<float>(_weights);
        writer.Write(_constant);
    }

    private BlendUser Profile(UserProfile[] profiles, int ratingCount)
    {
        var means = new float[_parts.Length];
        if (PredictsStars)
            return new BlendUser(profiles, means, _weights, ratingCount);
        var scales = new float[_parts.Length];
        var scores = ArrayPool<float>.Shared.Rent(ItemIds.Count);
        for (var part = 0; part < _parts.Length; part++)
        {
            _scores[part].Of(profiles[part], scores.AsSpan(0, ItemIds.Count));
            (means[part], scales[part]) = Standardization.Of(scores.AsSpan(0, ItemIds.Count));
            scales[part] *= _weights[part];
        }

        ArrayPool<float>.Shared.Return(scores);
        return new BlendUser(profiles, means, scales, ratingCount);
    }
}
