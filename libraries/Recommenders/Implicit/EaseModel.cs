using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>A fitted EASE model: score of item j = popularity of j, a little, + Σ over what the user liked of B_ij.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 8 bytes for each weight that is kept, or 4·n² for all of them, n being the items of the head of the
/// catalogue; 4 bytes per interaction while users are known. Items outside the head are ordered by popularity, behind all that anything speaks for.
/// </remarks>
public sealed class EaseModel : RecommenderModel
{
    private readonly int[] _head;
    private readonly int[] _places;
    private readonly float[] _popularity;
    private readonly ItemWeights _weights;
    private readonly int[] _userOffsets;
    private readonly int[] _userItems;
    private readonly float _threshold;

    /// <param name="facts">What every model knows.</param>
    /// <param name="head">Item indices, ascending, that have weights; the weights go by place in this list.</param>
    /// <param name="popularity">By item index, the part of the score that does not depend on the user.</param>
    /// <param name="weights">B.</param>
    /// <param name="userOffsets">Where each user's liked items start.</param>
    /// <param name="userItems">The liked items of all users, ascending within a user.</param>
    /// <param name="threshold">Stars from which an item is liked.</param>
    internal EaseModel(ModelFacts facts, int[] head, float[] popularity, ItemWeights weights, int[] userOffsets, int[] userItems, float threshold)
        : base(facts)
    {
        (_head, _popularity, _weights, _userOffsets, _userItems, _threshold) = (head, popularity, weights, userOffsets, userItems, threshold);
        _places = new int[facts.ItemIds.Count];
        Array.Fill(_places, -1);
        for (var place = 0; place < head.Length; place++)
            _places[head[place]] = place;
    }

    /// <summary>How many items take part; the others are scored by popularity alone.</summary>
    public int HeadCount => _head.Length;

    /// <inheritdoc/>
    public override EaseModel WithoutUsers() => new(Facts.WithoutUsers(), _head, _popularity, _weights, [0], [], _threshold);

    /// <inheritdoc/>
    public override LikedItems FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        return new LikedItems(Array.FindAll(Liked(items, stars), item => item >= 0), items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? new LikedItems(_userItems[_userOffsets[index].._userOffsets[index + 1]], Facts.UserRatingCounts[index]) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var liked = Check<LikedItems>(user);
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return 0;
        var sum = 0f;
        foreach (var source in liked.Items)
            sum += WeightOf(source, item);
        return sum + _popularity[item];
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var liked = Check<LikedItems>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _popularity.Length, nameof(scores));
        var sums = scores;
        // With the whole catalogue in the head, places are item indices.
        if (_head.Length < scores.Length)
            sums = new float[_head.Length];
        sums.Clear();
        foreach (var source in liked.Items)
        {
            if (_places[source] >= 0)
                _weights.AddTo(_places[source], sums);
        }

        if (_head.Length < scores.Length)
        {
            scores.Clear();
            for (var place = 0; place < _head.Length; place++)
                scores[_head[place]] = sums[place];
        }

        for (var item = 0; item < scores.Length; item++)
            scores[item] += _popularity[item];
    }

    /// <inheritdoc/>
    /// <remarks>Exact: each liked item contributes its weight, and popularity is the baseline.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        return Explanation(itemId, _popularity[item], items, stars, Array.ConvertAll(Liked(items, stars), source => source < 0 ? 0 : WeightOf(source, item)));
    }

    internal static EaseModel Read(ModelReader reader, ModelFacts facts)
    {
        var threshold = reader.Read<float>();
        var head = reader.ReadIds();
        if (head.Count > 0 && (head[0] < 0 || head[^1] >= facts.ItemIds.Count))
            throw new InvalidDataException("The model is damaged: it weighs an item that is not there.");
        var popularity = reader.ReadArray<float>(facts.ItemIds.Count);
        var weights = ItemWeights.Read(reader, head.Count);
        var userOffsets = reader.ReadArray<int>(facts.UserIds.Count + 1);
        for (var user = 0; user < facts.UserIds.Count; user++)
        {
            if (userOffsets[0] != 0 || userOffsets[user + 1] < userOffsets[user])
                throw new InvalidDataException("The model is damaged: its users overlap.");
        }

        var userItems = reader.ReadArray<int>(userOffsets[^1]);
        foreach (var item in userItems)
        {
            if ((uint)item >= (uint)facts.ItemIds.Count)
                throw new InvalidDataException("The model is damaged: a user likes an item that is not there.");
        }

        return new EaseModel(facts, head.Ids.ToArray(), popularity, weights, userOffsets, userItems, threshold);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(_threshold);
        writer.WriteIds(new IdIndex(_head));
        writer.WriteArray<float>(_popularity);
        _weights.Write(writer);
        writer.WriteArray<int>(_userOffsets);
        writer.WriteArray<int>(_userItems);
    }

    /// <summary>scores ← scores + scale · what the item, by index, adds to each item's score; the span goes by item index.</summary>
    internal void AddTo(int item, float scale, Span<float> scores)
    {
        if (_places[item] < 0)
            return;
        if (_head.Length == scores.Length)
        {
            _weights.AddTo(_places[item], scores, scale);
            return;
        }

        _weights.AddTo(_places[item], _head, scores, scale);
    }

    internal float WeightOf(int source, int target) => _places[source] >= 0 && _places[target] >= 0 ? _weights[_places[source], _places[target]] : 0;

    // The items with −1 in place of those that are not liked.
    private int[] Liked(int[] items, float[] stars)
    {
        var liked = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
            liked[i] = stars[i] >= _threshold ? items[i] : -1;
        return liked;
    }
}
