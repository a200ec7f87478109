using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>A fitted implicit-feedback factor model: score = x_user · v_item, near 1 for what is liked.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 4·k bytes per user and item, k rounded up to a multiple of 8, plus the id maps. A user without
/// interactions is the mean of the trained ones; items without any score 0.
/// </remarks>
public sealed class IalsModel : RecommenderModel
{
    private const int LargestFactors = 4096;

    private readonly FactorTable _users;
    private readonly FixedSide _itemSide;
    private readonly FactorTable _items;
    private readonly float[] _averageUser;
    private readonly float _threshold;
    private readonly float _starWeight;
    private readonly ConcurrentBag<ImplicitRowSolver> _solvers = [];

    internal IalsModel(ModelFacts facts, FactorTable users, FixedSide itemSide, float[] averageUser, float threshold, float starWeight)
        : base(facts)
    {
        (_users, _itemSide, _items) = (users, itemSide, itemSide.Table);
        (_averageUser, _threshold, _starWeight) = (averageUser, threshold, starWeight);
    }

    /// <summary>The number of factors k.</summary>
    public int Factors => _items.Factors;

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override IalsModel WithoutUsers() => new(Facts.WithoutUsers(), new FactorTable(0, Factors), _itemSide, _averageUser, _threshold, _starWeight);

    /// <summary>The factors of an item, for similarity and content work.</summary>
    /// <param name="itemId">Any id.</param>
    /// <param name="factors">k floats; empty when the item is unknown.</param>
    /// <returns>Whether the item is known.</returns>
    public bool TryGetItem(int itemId, out ReadOnlySpan<float> factors)
    {
        var known = ItemIds.TryGetIndex(itemId, out var item);
        factors = known ? _items.Row(item) : default;
        return known;
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = null;
        if (!UserIds.TryGetIndex(userId, out var index))
            return false;
        var row = _users.PaddedRow(index);
        user = new UserVector(0, row.IndexOfAnyExcept(0) < 0 ? Average() : row.ToArray(), Factors, Facts.UserRatingCounts[index]);
        return true;
    }

    /// <summary>
    /// Solves a user's vector against the fixed items, exactly and by the very code that trained. A trained user's own training ratings give the trained
    /// vector, bit for bit.
    /// </summary>
    /// <param name="ratings">The user's ratings in any order; of several for one item the last counts; unknown items and ratings below the threshold are passed over.</param>
    /// <returns>The vector; that of an average user when nothing is left.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (known, stars) = KnownRatings(ratings);
        var (items, weights) = Liked(known, stars);
        return Solve(items, weights, known.Length);
    }

    /// <inheritdoc/>
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions)
    {
        var (known, stars) = KnownRatings(ratings);
        var weights = new SortedDictionary<int, float>();
        foreach (var (itemId, weight) in interactions)
        {
            if (ItemIds.TryGetIndex(itemId, out var item) && Array.BinarySearch(known, item) < 0)
                weights[item] = weight;
        }

        var count = known.Length + weights.Count;
        var liked = Liked(known, stars);
        for (var i = 0; i < liked.Items.Length; i++)
            weights.Add(liked.Items[i], liked.Weights[i]);
        return Solve([.. weights.Keys], [.. weights.Values], count);
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var vector = Check(user);
        return ItemIds.TryGetIndex(itemId, out var item) ? VectorMath.Dot(vector.PaddedFactors, _items.PaddedRow(item)) : 0;
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var vector = Check(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = VectorMath.Dot(vector.PaddedFactors, _items.PaddedRow(item));
    }

    /// <inheritdoc/>
    /// <remarks>Exact: with A the user's normal matrix, the score is Σⱼ v_itemᵀ A⁻¹ vⱼ·wⱼ over what was liked; ratings below the threshold contribute 0.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (known, stars) = KnownRatings(ratings);
        var (items, weights) = Liked(known, stars);
        var parts = new float[known.Length];
        if (items.Length == 0)
            return Explanation(itemId, VectorMath.Dot(Average(), _items.PaddedRow(item)), known, stars, parts);
        var contributions = new float[items.Length];
        var solver = Rent();
        solver.Contributions(items, weights, _itemSide, _items.PaddedRow(item), contributions);
        _solvers.Add(solver);
        for (var (i, next) = (0, 0); next < items.Length; i++)
        {
            if (known[i] == items[next])
                parts[i] = contributions[next++];
        }

        return Explanation(itemId, baseline: 0, known, stars, parts);
    }

    /// <summary>A user's vector by weights of items; those below 0 are of what is disliked. A row of zeros, padding included, without any.</summary>
    internal float[] VectorOf(ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        var factors = new float[_items.Stride];
        var solver = Rent();
        solver.Solve(items, weights, _itemSide, factors);
        _solvers.Add(solver);
        return factors;
    }

    /// <summary>What each of the items that <see cref="VectorOf"/> was told of adds to the score of one item.</summary>
    internal float[] ContributionsTo(int item, ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        var contributions = new float[items.Length];
        if (items.IsEmpty)
            return contributions;
        var solver = Rent();
        solver.Contributions(items, weights, _itemSide, _items.PaddedRow(item), contributions);
        _solvers.Add(solver);
        return contributions;
    }

    internal static IalsModel Read(ModelReader reader, ModelFacts facts)
    {
        var factors = reader.ReadCount(LargestFactors);
        var (threshold, starWeight) = (reader.Read<float>(), reader.Read<float>());
        var average = reader.ReadArray<float>(factors);
        var users = FactorTable.Read(reader, facts.UserIds.Count, factors);
        var items = FactorTable.Read(reader, facts.ItemIds.Count, factors);
        return new IalsModel(facts, users, FixedSide.Read(reader, items), average, threshold, starWeight);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(Factors);
        writer.Write(_threshold);
        writer.Write(_starWeight);
        writer.WriteArray<float>(_averageUser);
        _users.Write(writer);
        _items.Write(writer);
        _itemSide.Write(writer);
    }

    private protected override FactorQuery? QueryOf(UserProfile user)
    {
        var vector = Check(user);
        return new FactorQuery(_items, vector.PaddedFactors, Offset: 0);
    }

    private UserVector Solve(int[] items, float[] weights, int count)
    {
        if (items.Length == 0)
            return new UserVector(0, Average(), Factors, count);
        return new UserVector(0, VectorOf(items, weights), Factors, count);
    }

    private (int[] Items, float[] Weights) Liked(int[] items, float[] stars)
    {
        var (liked, weights) = (new int[items.Length], new float[items.Length]);
        var count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (stars[i] >= _threshold)
                (liked[count], weights[count++]) = (items[i], Interactions.WeightOf(stars[i], _threshold, _starWeight));
        }

        return (liked[..count], weights[..count]);
    }

    private float[] Average()
    {
        var padded = new float[_items.Stride];
        _averageUser.CopyTo(padded.AsSpan());
        return padded;
    }

    private ImplicitRowSolver Rent() => _solvers.TryTake(out var solver) ? solver : new ImplicitRowSolver(Factors);

    private UserVector Check(UserProfile user)
    {
        var vector = Check<UserVector>(user);
        return vector.Factors.Length == Factors
            ? vector
            : throw new ArgumentException($"The user's vector has {vector.Factors.Length} factors, the model {Factors}.", nameof(user));
    }
}
