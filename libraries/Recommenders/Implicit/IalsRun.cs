using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>The moving parts of one training: factors of both sides, the order of work, scratch memory per thread.</summary>
internal sealed class IalsRun
{
    private const double InitialScale = 0.1;

    private readonly RatingMatrix _ratings;
    private readonly IalsOptions _options;
    private readonly Interactions _interactions;
    private readonly ImplicitRowSolver[] _solvers;
    private readonly int[] _userOrder;
    private readonly int[] _itemOrder;
    private readonly double[] _losses;
    private readonly float _regularization;
    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private FixedSide? _itemSide;
    private (FactorTable Users, FixedSide Items)? _best;

    public IalsRun(TrainingData data, IalsOptions options)
    {
        (_ratings, _options) = (data.Ratings, options);
        _interactions = Interactions.Of(data.Ratings, data.Interactions.Span, options.PositiveThreshold, options.StarWeight);
        if (options.ItemFeatures)
            _interactions = _interactions.WithFeatures(data.Items, options.FeatureWeight);
        _regularization = options.Regularization > 0 ? options.Regularization : RegularizationFor(_interactions.Count);
        _solvers = new ImplicitRowSolver[RowScheduler.Workers(options.DegreeOfParallelism)];
        for (var i = 0; i < _solvers.Length; i++)
            _solvers[i] = new ImplicitRowSolver(options.Factors);
        _userOrder = RowScheduler.LongestFirst(_interactions.ByUser.Offsets);
        _itemOrder = RowScheduler.LongestFirst(_interactions.ByItem.Offsets);
        _losses = new double[Math.Max(_interactions.ByUser.RowCount, _interactions.Items.Count)];
        _users = new FactorTable(_interactions.ByUser.RowCount, options.Factors);
        _items = new FactorTable(_interactions.Items.Count, options.Factors);
    }

    public int InteractionCount => _interactions.Count;

    private bool IsExact => _options.Solver == ImplicitSolver.Cholesky;

    /// <summary>Item rows from an earlier model where it knows them; elsewhere small random factors that depend on nothing but seed and item id.</summary>
    public void InitializeItems(IalsModel? start)
    {
        var scale = InitialScale / Math.Sqrt(_options.Factors);
        Parallel.For(0, _items.Rows, item =>
        {
            var id = _interactions.Items[item];
            var row = _items.PaddedRow(item)[.._options.Factors];
            if (_interactions.ByItem.Length(item) == 0)
                return;
            if (start is not null && start.TryGetItem(id, out var known))
            {
                known.CopyTo(row);
                return;
            }

            for (var factor = 0; factor < row.Length; factor++)
                row[factor] = (float)(scale * CounterRandom.Normal(_options.Seed, (uint)id, (ulong)factor));
        });
    }

    public void SolveItems(CancellationToken cancellationToken)
    {
        var side = FixedSide.Align(_users, IsExact ? null : _items, _regularization, _options);
        Solve(_itemOrder, _interactions.ByItem, side, _items, IsExact, cancellationToken);
        for (var item = 0; item < _items.Rows; item++)
        {
            var row = _items.PaddedRow(item);
            _losses[item] = side.PenaltyOf(_interactions.ByItem.Length(item)) * VectorMath.Dot(row, row);
        }

        ItemPenalty = _losses.AsSpan(0, _items.Rows).ToArray().Sum();
    }

    /// <summary>The share of the loss that is the penalty on the items.</summary>
    public double ItemPenalty { get; private set; }

    /// <summary>Solves all users and returns the loss per interaction.</summary>
    public double SolveUsers(CancellationToken cancellationToken)
    {
        _itemSide = FixedSide.Align(_items, IsExact ? null : _users, _regularization, _options);
        Solve(_userOrder, _interactions.ByUser, _itemSide, _users, IsExact, cancellationToken);
        return (_losses.AsSpan(0, _users.Rows).ToArray().Sum() + ItemPenalty) / _interactions.Count;
    }

    /// <summary>After approximate steps: the exact users for the items as they are, as a fold-in would have them.</summary>
    public void FinishUsers(CancellationToken cancellationToken)
    {
        if (!IsExact)
            Solve(_userOrder, _interactions.ByUser, _itemSide!, _users, exact: true, cancellationToken);
    }

    public void Remember()
    {
        var users = _best?.Users ?? new FactorTable(_users.Rows, _users.Factors);
        _users.CopyTo(users);
        _best = (users, _itemSide!.Copy());
    }

    public void Recall()
    {
        if (_best is not var (users, items))
            return;
        users.CopyTo(_users);
        items.Table.CopyTo(_items);
        _itemSide = items.With(_items);
    }

    public IalsModel ToModel()
    {
        var users = _options.ItemFeatures ? _users.First(_interactions.Users.Count) : _users;
        return new IalsModel(Facts(), users, _itemSide!, AverageUser(users), _options.PositiveThreshold, _options.StarWeight);
    }

    /// <summary>Counts what was rated, disliked or not, or what was done with it, whichever is more.</summary>
    private ModelFacts Facts()
    {
        var facts = ModelFacts.Of((_options.ItemFeatures ? IalsTrainer.WithFeatures : IalsTrainer.Definition).Name, _ratings, trainRmse: 0);
        return ReferenceEquals(_interactions.Users, _ratings.Users)
            ? facts
            : facts with
            {
                UserIds = _interactions.Users,
                ItemIds = _interactions.Items,
                UserRatingCounts = Counts(_interactions.Users, _interactions.ByUser.Lengths(), facts.UserIds, facts.UserRatingCounts),
                ItemRatingCounts = Counts(_interactions.Items, _interactions.UsersByItem(), facts.ItemIds, facts.ItemRatingCounts),
            };
    }

    private static int[] Counts(IdIndex ids, int[] interactions, IdIndex rated, int[] ratings)
    {
        var counts = new int[ids.Count];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = rated.TryGetIndex(ids[i], out var index) ? Math.Max(interactions[i], ratings[index]) : interactions[i];
        return counts;
    }

    private static float RegularizationFor(int interactions) => (float)Math.Min(1, 0.02 * Math.Cbrt(40_000.0 / Math.Max(1, interactions)));

    private void Solve(int[] order, CompressedRows rows, FixedSide side, FactorTable target, bool exact, CancellationToken cancellationToken) =>
        RowScheduler.Run(
            order,
            _solvers,
            (solver, row) =>
            {
                var (start, length) = (rows.Offsets[row], rows.Length(row));
                var columns = rows.Columns.AsSpan(start, length);
                var weights = rows.Values.AsSpan(start, length);
                _losses[row] = exact
                    ? solver.Solve(columns, weights, side, target.PaddedRow(row))
                    : solver.Improve(columns, weights, side, _options.ConjugateGradientSteps, target.PaddedRow(row));
            },
            cancellationToken);

    // What is offered to those of whom nothing is known.
    private static float[] AverageUser(FactorTable users)
    {
        var sums = new double[users.Factors];
        for (var user = 0; user < users.Rows; user++)
        {
            var row = users.Row(user);
            for (var factor = 0; factor < row.Length; factor++)
                sums[factor] += row[factor];
        }

        return Array.ConvertAll(sums, sum => (float)(sum / users.Rows));
    }
}
