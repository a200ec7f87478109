using System.Buffers;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Scores of a part by the items of the model that it is part of.</summary>
/// <param name="part">The part.</param>
/// <param name="items">The items of the whole.</param>
internal sealed class PartScores(RecommenderModel part, IdIndex items)
{
    // Null where both have the same items at the same places.
    private readonly int[]? _places = part.ItemIds.Ids.SequenceEqual(items.Ids)
        ? null
        : [.. items.Ids.ToArray().Select(id => part.ItemIds.TryGetIndex(id, out var place) ? place : -1)];

    /// <summary>Whether the part knows all items of the whole, and no others.</summary>
    public bool HasAll => _places is null;

    /// <summary>The scores of the whole catalogue, held to the scale where the part predicts stars.</summary>
    public void Of(UserProfile user, Span<float> scores)
    {
        Unclamped(user, scores);
        if (!part.PredictsStars)
            return;
        foreach (ref var score in scores)
            score = Math.Clamp(score, part.LowestStars, part.HighestStars);
    }

    /// <summary>
    /// The scores of the whole catalogue as the part gives them; items that it does not know have what it predicts of those.
    /// </summary>
    public void Unclamped(UserProfile user, Span<float> scores)
    {
        if (_places is null)
        {
            part.Score(user, scores);
            return;
        }

        var own = ArrayPool<float>.Shared.Rent(part.ItemIds.Count);
        part.Score(user, own.AsSpan(0, part.ItemIds.Count));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = _places[item] < 0 ? part.Predict(user, items[item]) : own[_places[item]];
        ArrayPool<float>.Shared.Return(own);
    }
}
