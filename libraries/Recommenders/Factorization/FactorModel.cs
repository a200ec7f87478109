using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>A fitted factor model, r̂ = μ + b_user + b_item + w_user · w_item.</summary>
/// <remarks>
/// <para>Of SVD++ too, whose user vectors w = p + n^−½·Σ yⱼ contain what the rated movies say by having been rated; the vectors yⱼ are kept for the fold-in, and a model
/// of SVD++ takes the memory of its items twice.</para>
/// <para>Immutable and safe for concurrent use. Memory: 4·(k + 1) bytes per user and item, k rounded up to a multiple of 8, plus the id maps.</para>
/// </remarks>
public sealed class FactorModel : RecommenderModel
{
    private const int LargestFactors = 4096;

    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private readonly Penalty _userPenalty;
    private readonly FactorTable? _implicit;
    private readonly ConcurrentBag<RowSolver> _solvers = [];

    internal FactorModel(ModelFacts facts, FactorTable users, FactorTable items, Penalty userPenalty, FactorTable? implicitItems = null)
        : base(facts) => (_users, _items, _userPenalty, _implicit) = (users, items, userPenalty, implicitItems);

    /// <summary>The number of factors k.</summary>
    public int Factors => _items.Factors;

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override FactorModel WithoutUsers() => new(Facts.WithoutUsers(), new FactorTable(0, Factors), _items, _userPenalty, _implicit);

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId)
    {
        var knowsUser = UserIds.TryGetIndex(userId, out var user);
        var score = knowsUser ? Mean + _users.Biases[user] : Mean;
        if (ItemIds.TryGetIndex(itemId, out var item))
            score += _items.Biases[item] + (knowsUser ? VectorMath.Dot(_users.PaddedRow(user), _items.PaddedRow(item)) : 0);
        return Clamp(score);
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var vector = Check(user);
        var score = Mean + vector.Bias;
        return Clamp(ItemIds.TryGetIndex(itemId, out var item) ? score + _items.Biases[item] + VectorMath.Dot(vector.PaddedFactors, _items.PaddedRow(item)) : score);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? new UserVector(_users.Biases[index], _users.PaddedRow(index).ToArray(), Factors, Facts.UserRatingCounts[index]) : null;
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
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var factors = new float[_items.Stride];
        var solver = Rent();
        var expected = new float[_items.Stride];
        var expectedBias = Expect(items, expected);
        var bias = solver.Solve(new RatingRow(items, stars), _items, Mean, _userPenalty, factors, expected, expectedBias);
        _solvers.Add(solver);
        return new UserVector(bias, factors, Factors, items.Length);
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var vector = Check(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = Mean + vector.Bias + _items.Biases[item] + VectorMath.Dot(vector.PaddedFactors, _items.PaddedRow(item));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The folded-in vector is linear in the ratings, so this is algebra and not an approximation: with A the user's normal matrix,
    /// r̂ = μ + b_item + Σⱼ (w_item,1)ᵀ A⁻¹ (wⱼ,1) · (starsⱼ − μ − bⱼ).
    /// </remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var parts = new float[items.Length];
        if (items.Length > 0)
        {
            var solver = Rent();
            solver.Contributions(new RatingRow(items, stars), _items, Mean, _userPenalty, _items.Row(item), _implicit, parts);
            _solvers.Add(solver);
        }

        return Explanation(itemId, Mean + _items.Biases[item], items, stars, parts);
    }

    internal static FactorModel Read(ModelReader reader, ModelFacts facts) => Read(reader, facts, hasImplicit: false);

    internal static FactorModel ReadImplicit(ModelReader reader, ModelFacts facts) => Read(reader, facts, hasImplicit: true);

    private static FactorModel Read(ModelReader reader, ModelFacts facts, bool hasImplicit)
    {
        var factors = reader.ReadCount(LargestFactors);
        var penalty = new Penalty(reader.Read<float>(), reader.Read<float>(), reader.Read<float>(), reader.Read<float>());
        var users = FactorTable.Read(reader, facts.UserIds.Count, factors);
        var items = FactorTable.Read(reader, facts.ItemIds.Count, factors);
        return new FactorModel(facts, users, items, penalty, hasImplicit ? FactorTable.Read(reader, facts.ItemIds.Count, factors) : null);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(Factors);
        foreach (var setting in (ReadOnlySpan<float>)[_userPenalty.Factors, _userPenalty.Offset, _userPenalty.Exponent, _userPenalty.Bias])
            writer.Write(setting);
        _users.Write(writer);
        _items.Write(writer);
        _implicit?.Write(writer);
    }

    /// <summary>Copies an item's factors and bias to where a warm start wants them.</summary>
    internal bool TryCopyItem(int itemId, Span<float> factors, out float bias)
    {
        var known = TryGetItem(itemId, out var row, out bias);
        row.CopyTo(factors);
        return known;
    }

    /// <summary>The same model with other items; of SVD++ too, whose implicit vectors are zero where an item was not rated.</summary>
    internal FactorModel WithItems(IdIndex ids, int[] ratingCounts, FactorTable items)
    {
        FactorTable? implicitItems = null;
        if (_implicit is not null)
        {
            implicitItems = new FactorTable(ids.Count, Factors);
            for (var item = 0; item < ids.Count; item++)
                TryCopyImplicit(ids[item], implicitItems.PaddedRow(item), out implicitItems.Biases[item]);
        }

        return new FactorModel(Facts with { ItemIds = ids, ItemRatingCounts = ratingCounts }, _users, items, _userPenalty, implicitItems);
    }

    /// <summary>Copies a trained user's factors and bias to where a warm start wants them.</summary>
    internal bool TryCopyUser(int userId, Span<float> factors, out float bias)
    {
        bias = 0;
        if (!UserIds.TryGetIndex(userId, out var user))
            return false;
        _users.Row(user).CopyTo(factors);
        bias = _users.Biases[user];
        return true;
    }

    /// <summary>What an item says of those who rate it by their rating it at all; see <see cref="SvdPlusPlusTrainer"/>.</summary>
    internal bool TryCopyImplicit(int itemId, Span<float> factors, out float bias)
    {
        bias = 0;
        if (_implicit is null || !ItemIds.TryGetIndex(itemId, out var item))
            return false;
        _implicit.Row(item).CopyTo(factors);
        bias = _implicit.Biases[item];
        return true;
    }

    // Sums in the order of training, so that an unchanged user is expected at the same bits.
    private float Expect(ReadOnlySpan<int> items, Span<float> expected)
    {
        if (_implicit is null)
            return 0;
        var scale = LinearPrior.InverseRoot(items.Length);
        var bias = 0f;
        foreach (var item in items)
        {
            VectorMath.Axpy(scale, _implicit.PaddedRow(item), expected);
            bias = MathF.FusedMultiplyAdd(scale, _implicit.Biases[item], bias);
        }

        return bias;
    }

    private protected override FactorQuery? QueryOf(UserProfile user)
    {
        var vector = Check(user);
        return new FactorQuery(_items, vector.PaddedFactors, Mean + vector.Bias);
    }

    private RowSolver Rent() => _solvers.TryTake(out var solver) ? solver : new RowSolver(Factors);

    private UserVector Check(UserProfile user)
    {
        var vector = Check<UserVector>(user);
        return vector.Factors.Length == Factors
            ? vector
            : throw new ArgumentException($"The user's vector has {vector.Factors.Length} factors, the model {Factors}.", nameof(user));
    }
}
