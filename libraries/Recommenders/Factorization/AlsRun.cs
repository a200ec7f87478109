using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>The moving parts of one training: factors of both sides, the order of work, scratch memory per thread.</summary>
internal sealed class AlsRun
{
    // Small enough that the first half-step fits little but biases, large enough to break the symmetry between factors.
    private const double InitialScale = 0.1;

    // Each epoch goes on where the one before ended, so a few steps keep up with the rows.
    private const int PriorSteps = 3;

    private readonly RatingMatrix _ratings;
    private readonly AlsOptions _options;
    private readonly Penalty _userPenalty;
    private readonly Penalty _itemPenalty;
    private readonly RowSolver[] _solvers;
    private readonly int[] _userOrder;
    private readonly int[] _itemOrder;
    private readonly double[] _squaredErrors;
    private readonly LinearPrior? _userPrior;
    private readonly LinearPrior? _itemPrior;
    private FactorTable? _bestUsers;
    private FactorTable? _bestItems;

    public AlsRun(RatingMatrix ratings, AlsOptions options, LinearPrior? userPrior = null, LinearPrior? itemPrior = null)
    {
        (_ratings, _options, _userPrior, _itemPrior) = (ratings, options, userPrior, itemPrior);
        _userPenalty = new Penalty(options.Regularization, options.UserRegularizationOffset, options.RegularizationExponent, options.BiasRegularization);
        _itemPenalty = _userPenalty with { Offset = options.ItemRegularizationOffset };
        _solvers = new RowSolver[RowScheduler.Workers(options.DegreeOfParallelism)];
        for (var i = 0; i < _solvers.Length; i++)
            _solvers[i] = new RowSolver(options.Factors);
        _userOrder = RowScheduler.LongestFirst(ratings.ByUser.Offsets);
        _itemOrder = RowScheduler.LongestFirst(ratings.ByItem.Offsets);
        _squaredErrors = new double[ratings.Users.Count];
        Users = new FactorTable(ratings.Users.Count, options.Factors);
        Items = new FactorTable(ratings.Items.Count, options.Factors);
    }

    public int Workers => _solvers.Length;

    public FactorTable Users { get; private set; }

    public FactorTable Items { get; private set; }

    /// <summary>Item rows from an earlier model where it knows them; elsewhere small random factors that depend on nothing but seed and item id.</summary>
    public void InitializeItems(FactorModel? start)
    {
        var scale = InitialScale / Math.Sqrt(Math.Max(1, _options.Factors));
        for (var item = 0; item < Items.Rows; item++)
        {
            var id = _ratings.Items[item];
            var row = Items.PaddedRow(item)[.._options.Factors];
            if (start is not null && start.TryCopyItem(id, row, out Items.Biases[item]))
                continue;
            for (var factor = 0; factor < row.Length; factor++)
                row[factor] = (float)(scale * CounterRandom.Normal(_options.Seed, (uint)id, (ulong)factor));
        }
    }

    /// <summary>Learns what is expected of items from what they are, then solves them.</summary>
    public void SolveItems(CancellationToken cancellationToken)
    {
        _itemPrior?.Fit(Items, _itemPenalty, _ratings.ByItem, PriorSteps, cancellationToken);
        RowScheduler.Run(
            _itemOrder,
            _solvers,
            (solver, item) => Items.Biases[item] = solver.Solve(
                _ratings.RatingsOfItem(item), Users, _ratings.Mean, _itemPenalty, Items.PaddedRow(item), _itemPrior is null ? default : _itemPrior.MeanOf(item), _itemPrior?.MeanBiasOf(item) ?? 0),
            cancellationToken);
    }

    /// <summary>Learns what is expected of users, then solves them.</summary>
    public void SolveUsers(CancellationToken cancellationToken)
    {
        _userPrior?.Fit(Users, _userPenalty, _ratings.ByUser, PriorSteps, cancellationToken);
        RowScheduler.Run(
            _userOrder,
            _solvers,
            (solver, user) => Users.Biases[user] = solver.Solve(
                _ratings.RatingsOfUser(user), Items, _ratings.Mean, _userPenalty, Users.PaddedRow(user), _userPrior is null ? default : _userPrior.MeanOf(user), _userPrior?.MeanBiasOf(user) ?? 0),
            cancellationToken);
    }

    /// <summary>The RMSE on the training ratings.</summary>
    public double TrainRmse(CancellationToken cancellationToken)
    {
        RowScheduler.Run(_userOrder, _solvers, (_, user) => _squaredErrors[user] = SquaredError(_ratings.RatingsOfUser(user), user), cancellationToken);
        return Math.Sqrt(_squaredErrors.Sum() / _ratings.Count);
    }

    public void Remember()
    {
        _bestUsers ??= new FactorTable(Users.Rows, Users.Factors);
        _bestItems ??= new FactorTable(Items.Rows, Items.Factors);
        Users.CopyTo(_bestUsers);
        Items.CopyTo(_bestItems);
        _userPrior?.Remember();
        _itemPrior?.Remember();
    }

    public void Recall()
    {
        (Users, Items) = (_bestUsers ?? Users, _bestItems ?? Items);
        _userPrior?.Recall();
        _itemPrior?.Recall();
    }

    public FactorModel ToModel(string algorithm, CancellationToken cancellationToken) =>
        new(ModelFacts.Of(algorithm, _ratings, (float)TrainRmse(cancellationToken)), Users, Items, _userPenalty, _userPrior?.Coefficients());

    private double SquaredError(RatingRow row, int user)
    {
        var factors = Users.PaddedRow(user);
        var baseline = _ratings.Mean + Users.Biases[user];
        var sum = 0.0;
        for (var i = 0; i < row.Count; i++)
        {
            var item = row.Indices[i];
            var predicted = baseline + Items.Biases[item] + VectorMath.Dot(factors, Items.PaddedRow(item));
            double error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - row.Stars[i];
            sum += error * error;
        }

        return sum;
    }
}
