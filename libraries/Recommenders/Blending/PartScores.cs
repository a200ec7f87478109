using System.Buffers;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Scores of a part by the items of the model that it is part of.</summary>
internal sealed class PartScores
{
    private readonly RecommenderModel _part;
    private readonly IdIndex _items;
    private readonly int[] _places;

    public PartScores(RecommenderModel part, IdIndex items)
    {
        (_part, _items, _places) = (part, items, new int[items.Count]);
        for (var item = 0; item < items.Count; item++)
            part.ItemIds.TryGetIndex(items[item], out _places[item]);
    }

    /// <summary>The scores of the whole catalogue, held to the scale where the part predicts stars.</summary>
    public void Of(UserProfile user, Span<float> scores)
    {
        var own = ArrayPool<float>.Shared.Rent(_part.ItemIds.Count);
        _part.Score(user, own.AsSpan(0, _part.ItemIds.Count));
        for (var item = 0; item < scores.Length; item++)
        {
            var place = _places[item];
            scores[item] = place < 0 ? _part.Predict(user, _items[item]) : _part.PredictsStars ? Math.Clamp(own[place], _part.LowestStars, _part.HighestStars) : own[place];
        }

        ArrayPool<float>.Shared.Return(own);
    }
}
