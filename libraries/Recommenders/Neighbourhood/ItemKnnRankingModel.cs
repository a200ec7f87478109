using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A fitted item-based neighbourhood model for rankings: score = Σⱼ w_ji over the items j that the user likes.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 8 bytes for each neighbour kept and for each liked item of the trained users, plus id maps. Scoring the whole catalogue
/// costs one addition for each neighbour of each liked item. What no liked item speaks for is in the order of popularity.
/// </remarks>
public sealed class ItemKnnRankingModel : RecommenderModel
{
    // Too little to outweigh any similarity, enough to put the rest in order.
    private const float PopularityShare = 1e-6f;

    private readonly float _positiveThreshold;
    private readonly CompressedRows _neighbours;
    private readonly CompressedRows _liked;
    private readonly float[] _popularity;

    internal ItemKnnRankingModel(ModelFacts facts, float positiveThreshold, CompressedRows neighbours, CompressedRows liked)
        : base(facts)
    {
        (_positiveThreshold, _neighbours, _liked) = (positiveThreshold, neighbours, liked);
        float most = Math.Max(1, facts.ItemRatingCounts.DefaultIfEmpty().Max());
        _popularity = [.. facts.ItemRatingCounts.Select(count => PopularityShare * count / most)];
    }

    /// <inheritdoc/>
    public override ItemKnnRankingModel WithoutUsers() => new(Facts.WithoutUsers(), _positiveThreshold, _neighbours, StoredRows.None);

    /// <inheritdoc/>
    public override LikedItems FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        return new LikedItems([.. items.Where((_, i) => stars[i] >= _positiveThreshold)], items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? new LikedItems(_liked[index].Indices.ToArray(), Facts.UserRatingCounts[index]) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var liked = Check<LikedItems>(user);
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return 0;
        var score = _popularity[item];
        foreach (var source in liked.Items)
            score += WeightOf(source, item);
        return score;
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var liked = Check<LikedItems>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _popularity.Length, nameof(scores));
        _popularity.CopyTo(scores);
        foreach (var source in liked.Items)
        {
            var list = _neighbours[source];
            for (var i = 0; i < list.Count; i++)
                scores[list.Indices[i]] += list.Stars[i];
        }
    }

    /// <inheritdoc/>
    /// <remarks>Exact: the score is a sum over the liked items; how much each is liked does not count, so disliked ones contribute nothing.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var parts = new float[items.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = stars[i] >= _positiveThreshold ? WeightOf(items[i], item) : 0;
        return Explanation(itemId, _popularity[item], items, stars, parts);
    }

    internal static ItemKnnRankingModel Read(ModelReader reader, ModelFacts facts)
    {
        var items = facts.ItemIds.Count;
        return new ItemKnnRankingModel(facts, reader.Read<float>(), StoredRows.Read(reader, items, items), StoredRows.Read(reader, facts.UserIds.Count, items));
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(_positiveThreshold);
        StoredRows.Write(writer, _neighbours);
        StoredRows.Write(writer, _liked);
    }

    private float WeightOf(int source, int item)
    {
        var list = _neighbours[source];
        var place = list.Indices.IndexOf(item);
        return place < 0 ? 0 : list.Stars[place];
    }
}
