using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>A fitted non-negative factorization, r̂ = w_user · h_item with nothing negative in either, by <see cref="NmfTrainer"/> or <see cref="NmfFilledTrainer"/>.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 4·k bytes per user and item, k rounded up to a multiple of 8, plus the id maps. A user is folded in by projection on
/// the fixed components: a non-negative least squares problem, by the code that trained.
/// </remarks>
public sealed class NmfModel : RecommenderModel
{
    private const int LargestFactors = 4096;

    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private readonly NmfForm _form;
    private readonly NmfSystem _system;
    private readonly float[] _average;
    private readonly ConcurrentBag<NonNegativeSolver> _solvers = [];

    internal NmfModel(ModelFacts facts, FactorTable users, FactorTable items, NmfForm form)
        : base(facts)
    {
        (_users, _items, _form, _system) = (users, items, form, form.Users(items));
        _average = new float[items.Stride];
        for (var item = 0; item < items.Rows; item++)
            VectorMath.Axpy(1f / items.Rows, items.PaddedRow(item), _average);
    }

    /// <summary>The number of components k.</summary>
    public int Factors => _items.Factors;

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override NmfModel WithoutUsers() => new(Facts.WithoutUsers(), new FactorTable(0, Factors), _items, _form);

    /// <inheritdoc/>
    public override UserComponents FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var components = new float[_items.Stride];
        if (!_solvers.TryTake(out var solver))
            solver = new NonNegativeSolver(Factors);
        _system.Solve(solver, row: 0, new RatingRow(items, stars), isWarm: false, components);
        _solvers.Add(solver);
        return new UserComponents(components, Factors, items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? new UserComponents(_users.PaddedRow(index).ToArray(), Factors, Facts.UserRatingCounts[index]) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    /// <remarks>An unknown item is predicted as the average item.</remarks>
    public override float Predict(UserProfile user, int itemId)
    {
        var components = Check(user).Padded;
        return Clamp(_form.Shift + VectorMath.Dot(components, ItemIds.TryGetIndex(itemId, out var item) ? _items.PaddedRow(item) : _average));
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var components = Check(user).Padded;
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = _form.Shift + VectorMath.Dot(components, _items.PaddedRow(item));
    }

    internal static NmfModel Read(ModelReader reader, ModelFacts facts)
    {
        var factors = reader.ReadCount(LargestFactors);
        var form = NmfForm.Read(reader, facts.ItemIds.Count);
        return new NmfModel(facts, FactorTable.Read(reader, facts.UserIds.Count, factors), FactorTable.Read(reader, facts.ItemIds.Count, factors), form);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(Factors);
        _form.Write(writer);
        _users.Write(writer);
        _items.Write(writer);
    }

    private UserComponents Check(UserProfile user)
    {
        var components = Check<UserComponents>(user);
        return components.Components.Length == Factors
            ? components
            : throw new ArgumentException($"The user has {components.Components.Length} components, the model {Factors}.", nameof(user));
    }
}
