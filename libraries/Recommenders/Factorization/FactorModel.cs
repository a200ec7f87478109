using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>A fitted factor model, r̂ = μ + b_user + b_item + w_user · w_item: predictions, fold-in, top-k lists, neighbours, explanations.</summary>
/// <remarks>Immutable and safe for concurrent use. Memory: 4·(k + 1) bytes per user and item, k rounded up to a multiple of 8, plus the id maps.</remarks>
public sealed class FactorModel
{
    private static readonly RankingOptions DefaultRanking = new();

    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private readonly float[] _itemUncertainties;
    private readonly float[] _itemInverseNorms;
    private readonly ConcurrentBag<RowSolver> _solvers = [];

    internal FactorModel(IdIndex userIds, IdIndex itemIds, FactorTable users, FactorTable items, FactorModelSettings settings)
    {
        (UserIds, ItemIds, _users, _items, Settings) = (userIds, itemIds, users, items, settings);
        _itemUncertainties = new float[items.Rows];
        _itemInverseNorms = new float[items.Rows];
        for (var item = 0; item < items.Rows; item++)
        {
            _itemUncertainties[item] = settings.TrainRmse / MathF.Sqrt(items.RatingCounts[item] + settings.UserPenalty.Bias);
            var norm = MathF.Sqrt(VectorMath.Dot(items.PaddedRow(item), items.PaddedRow(item)));
            _itemInverseNorms[item] = norm > 0 ? 1 / norm : 0;
        }
    }

    /// <summary>The users that were trained; empty after <see cref="WithoutUsers"/>.</summary>
    public IdIndex UserIds { get; }

    /// <summary>The items that were trained.</summary>
    public IdIndex ItemIds { get; }

    /// <summary>The number of factors k.</summary>
    public int Factors => _items.Factors;

    /// <summary>μ, the mean of the training ratings in stars.</summary>
    public float Mean => Settings.Mean;

    /// <summary>The lowest rating in the training data; predictions are never below it.</summary>
    public float LowestStars => Settings.LowestStars;

    /// <summary>The highest rating in the training data; predictions are never above it.</summary>
    public float HighestStars => Settings.HighestStars;

    /// <summary>Root mean squared error on the training ratings, in stars.</summary>
    public float TrainRmse => Settings.TrainRmse;

    internal FactorModelSettings Settings { get; }

    internal FactorTable Users => _users;

    internal FactorTable Items => _items;

    /// <summary>Reads a model that <see cref="Save(Stream)"/> wrote.</summary>
    /// <param name="source">A readable stream; read up to the end of the model and no further.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The data is no such model, of an unknown version, cut short or damaged.</exception>
    public static FactorModel Load(Stream source) => FactorModelFormat.Read(source);

    /// <summary>Reads a model that <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The whole model.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The data is no such model, of an unknown version, cut short or damaged.</exception>
    public static FactorModel Load(ReadOnlyMemory<byte> bytes) => FactorModelFormat.Read(bytes);

    /// <summary>Writes the model; <see cref="Load(Stream)"/> reads it back bit for bit. The layout is in <c>docs/algorithms.md</c>.</summary>
    /// <param name="target">A writable stream; it stays open.</param>
    public void Save(Stream target) => FactorModelFormat.Write(this, target);

    /// <summary>The model as bytes; see <see cref="Save(Stream)"/>.</summary>
    /// <returns>A new array.</returns>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        Save(buffer);
        return buffer.ToArray();
    }

    /// <summary>The same model without the trained users, for those who fold every user in: smaller, and it keeps no one's taste.</summary>
    /// <returns>A model that shares the items of this one.</returns>
    public FactorModel WithoutUsers() => new(new IdIndex([]), ItemIds, new FactorTable(0, Factors), _items, Settings);

    /// <summary>The number of ratings that an item was trained on.</summary>
    /// <param name="itemId">Any id.</param>
    /// <returns>The count; 0 for an unknown item.</returns>
    public int RatingCountOf(int itemId) => ItemIds.TryGetIndex(itemId, out var item) ? _items.RatingCounts[item] : 0;

    /// <summary>Predicts a trained user's rating of an item. Unknown users and items fall back to what is known: biases, then the mean.</summary>
    /// <param name="userId">Any id.</param>
    /// <param name="itemId">Any id.</param>
    /// <returns>Stars, within the scale of the training data.</returns>
    public float Predict(int userId, int itemId)
    {
        var knowsUser = UserIds.TryGetIndex(userId, out var user);
        var score = knowsUser ? Mean + _users.Biases[user] : Mean;
        if (ItemIds.TryGetIndex(itemId, out var item))
            score += _items.Biases[item] + (knowsUser ? VectorMath.Dot(_users.PaddedRow(user), _items.PaddedRow(item)) : 0);
        return Clamp(score);
    }

    /// <summary>Predicts a user's rating of an item.</summary>
    /// <param name="user">A vector made by this model.</param>
    /// <param name="itemId">Any id; an unknown one falls back to the mean and the user's bias.</param>
    /// <returns>Stars, within the scale of the training data.</returns>
    /// <exception cref="ArgumentException">The vector has another number of factors than the model.</exception>
    public float Predict(UserVector user, int itemId)
    {
        Check(user);
        return Clamp(ItemIds.TryGetIndex(itemId, out var item) ? Score(user, item) : Mean + user.Bias);
    }

    /// <summary>Finds a trained user's vector.</summary>
    /// <param name="userId">Any id.</param>
    /// <param name="user">The vector; null when the user was not trained.</param>
    /// <returns>Whether the user was trained.</returns>
    public bool TryGetUser(int userId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out UserVector? user)
    {
        user = UserIds.TryGetIndex(userId, out var index)
            ? new UserVector(_users.Biases[index], _users.PaddedRow(index).ToArray(), Factors, _users.RatingCounts[index])
            : null;
        return user is not null;
    }

    /// <summary>The factors of an item, for similarity and content work.</summary>
    /// <param name="itemId">Any id.</param>
    /// <param name="factors">k floats; empty when the item is unknown.</param>
    /// <param name="bias">The item's bias in stars; 0 when unknown.</param>
    /// <returns>Whether the item is known.</returns>
    public bool TryGetItem(int itemId, out ReadOnlySpan<float> factors, out float bias)
    {
        var known = ItemIds.TryGetIndex(itemId, out var item);
        factors = known ? _items.Row(item) : default;
        bias = known ? _items.Biases[item] : 0;
        return known;
    }

    /// <summary>
    /// Solves a user's vector from ratings against the fixed items: one k×k system, by the very code that trained. A trained user's own training ratings
    /// give the trained vector, bit for bit.
    /// </summary>
    /// <param name="ratings">The user's ratings in any order; of several for one item the last counts; unknown items are passed over.</param>
    /// <returns>The vector; zero, so that predictions are those for an average user, when no rated item is known.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var factors = new float[_items.Stride];
        var solver = Rent();
        var bias = solver.Solve(new RatingRow(items, stars), _items, Mean, Settings.UserPenalty, factors);
        _solvers.Add(solver);
        return new UserVector(bias, factors, Factors, items.Length);
    }

    /// <summary>The best items for a user, over the whole catalogue, exactly.</summary>
    /// <param name="user">A vector made by this model.</param>
    /// <param name="count">The length of the list, ≥ 0; it is shorter when fewer items qualify.</param>
    /// <param name="exclude">Item ids to leave out (those already rated), in any order, unknown ones allowed.</param>
    /// <param name="filter">Says of an item id whether it may be in the list (genre, year); null allows all.</param>
    /// <param name="ranking">How to order; null takes the defaults.</param>
    /// <returns>Best score first; equal scores by ascending item id.</returns>
    /// <exception cref="ArgumentException">The vector has another number of factors than the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public Recommendation[] Recommend(UserVector user, int count, ReadOnlySpan<int> exclude = default, Func<int, bool>? filter = null, RankingOptions? ranking = null)
    {
        Check(user);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (ranking is not null)
            Validator.ValidateObject(ranking, new ValidationContext(ranking), validateAllProperties: true);
        ranking ??= DefaultRanking;
        count = Math.Min(count, ItemIds.Count);
        var excluded = ExcludedItems(exclude);
        var next = 0;
        var (scores, keys) = (new float[count], new int[count]);
        var top = new TopK(scores, keys);
        for (var item = 0; item < _items.Rows; item++)
        {
            if (next < excluded.Length && excluded[next] == item)
                next++;
            else if (_items.RatingCounts[item] >= ranking.MinimumRatings && filter?.Invoke(ItemIds[item]) != false)
                top.Offer(Score(user, item) - (ranking.Caution * _itemUncertainties[item]), item);
        }

        top.Sort();
        var list = new Recommendation[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new Recommendation(ItemIds[keys[place]], Clamp(Score(user, keys[place])), scores[place]);
        return list;
    }

    /// <summary>The items most like one, by the cosine of their factors.</summary>
    /// <param name="itemId">Any id.</param>
    /// <param name="count">The length of the list, ≥ 0.</param>
    /// <returns>Most similar first, equal ones by ascending id, the item itself left out; empty for an unknown item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public SimilarItem[] MostSimilarItems(int itemId, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!ItemIds.TryGetIndex(itemId, out var subject))
            return [];
        count = Math.Min(count, ItemIds.Count - 1);
        var (scores, keys) = (new float[count], new int[count]);
        var top = new TopK(scores, keys);
        var factors = _items.PaddedRow(subject);
        for (var item = 0; item < _items.Rows; item++)
        {
            if (item != subject)
                top.Offer(VectorMath.Dot(factors, _items.PaddedRow(item)) * _itemInverseNorms[subject] * _itemInverseNorms[item], item);
        }

        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new SimilarItem(ItemIds[keys[place]], scores[place], CoRaters: 0);
        return list;
    }

    /// <summary>Takes the prediction for a folded-in user apart into what each rating contributes.</summary>
    /// <remarks>
    /// The folded-in vector is linear in the ratings, so this is algebra and not an approximation: with A the user's normal matrix,
    /// r̂ = μ + b_item + Σⱼ (w_item,1)ᵀ A⁻¹ (wⱼ,1) · (starsⱼ − μ − bⱼ).
    /// </remarks>
    /// <param name="ratings">The user's ratings, as for <see cref="FoldIn"/>.</param>
    /// <param name="itemId">The item whose prediction is asked about.</param>
    /// <returns>The explanation, or null when the item is unknown.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var parts = new float[items.Length];
        if (items.Length > 0)
        {
            var solver = Rent();
            solver.Contributions(new RatingRow(items, stars), _items, Mean, Settings.UserPenalty, _items.Row(item), parts);
            _solvers.Add(solver);
        }

        var baseline = Mean + _items.Biases[item];
        var contributions = new RatingContribution[items.Length];
        for (var i = 0; i < items.Length; i++)
            contributions[i] = new RatingContribution(ItemIds[items[i]], stars[i], parts[i]);
        Array.Sort(contributions, static (x, y) =>
        {
            var byMagnitude = MathF.Abs(y.Contribution).CompareTo(MathF.Abs(x.Contribution));
            return byMagnitude != 0 ? byMagnitude : x.ItemId.CompareTo(y.ItemId);
        });
        return new PredictionExplanation(itemId, baseline + parts.Sum(), baseline, contributions);
    }

    /// <summary>Copies an item's factors and bias to where a warm start wants them.</summary>
    internal bool TryCopyItem(int itemId, Span<float> factors, out float bias)
    {
        var known = TryGetItem(itemId, out var row, out bias);
        row.CopyTo(factors);
        return known;
    }

    private float Score(UserVector user, int item) => Mean + user.Bias + _items.Biases[item] + VectorMath.Dot(user.PaddedFactors, _items.PaddedRow(item));

    private float Clamp(float score) => Math.Clamp(score, LowestStars, HighestStars);

    private RowSolver Rent() => _solvers.TryTake(out var solver) ? solver : new RowSolver(Factors);

    private void Check(UserVector user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Factors.Length != Factors)
            throw new ArgumentException($"The user's vector has {user.Factors.Length} factors, the model {Factors}.", nameof(user));
    }

    private int[] ExcludedItems(ReadOnlySpan<int> itemIds)
    {
        var items = new int[itemIds.Length];
        var known = 0;
        foreach (var id in itemIds)
        {
            if (ItemIds.TryGetIndex(id, out var item))
                items[known++] = item;
        }

        Array.Sort(items, 0, known);
        return items.AsSpan(0, known).ToArray().Distinct().ToArray();
    }

    // By ascending item index, as training rows are, so that sums are formed in the same order and come out the same.
    private (int[] Items, float[] Stars) KnownRatings(ReadOnlySpan<ItemRating> ratings)
    {
        var keys = new long[ratings.Length];
        var known = 0;
        for (var i = 0; i < ratings.Length; i++)
        {
            if (!float.IsFinite(ratings[i].Stars))
                throw new ArgumentException($"The rating of item {ratings[i].ItemId} is not a finite number of stars.", nameof(ratings));
            if (ItemIds.TryGetIndex(ratings[i].ItemId, out var item))
                keys[known++] = ((long)item << 32) | (uint)i;
        }

        Array.Sort(keys, 0, known);
        var (items, stars) = (new int[known], new float[known]);
        var distinct = 0;
        for (var i = 0; i < known; i++)
        {
            if (i + 1 < known && keys[i] >> 32 == keys[i + 1] >> 32)
                continue;
            (items[distinct], stars[distinct]) = ((int)(keys[i] >> 32), ratings[(int)keys[i]].Stars);
            distinct++;
        }

        return (items[..distinct], stars[..distinct]);
    }
}
