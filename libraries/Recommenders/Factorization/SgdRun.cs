using System.Runtime.CompilerServices;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>The moving parts of one training by gradient steps: factors, what each row has seen of gradients, the grid of ratings.</summary>
internal sealed class SgdRun
{
    private const double InitialScale = 0.1;

    private readonly RatingMatrix _ratings;
    private readonly SgdOptions _options;
    private readonly RatingGrid _grid;
    private readonly int _workers;
    private readonly double[] _squaredErrors;

    // Sums of squared gradients by row: of the factors (their mean), of the bias.
    private readonly float[] _userSquares;
    private readonly float[] _itemSquares;

    // λ·(n + n₀)/n: what each of a row's n steps takes of the penalty.
    private readonly float[] _userRidges;
    private readonly float[] _itemRidges;
    private FactorTable? _bestUsers;
    private FactorTable? _bestItems;

    public SgdRun(RatingMatrix ratings, SgdOptions options)
    {
        (_ratings, _options) = (ratings, options);
        _workers = RowScheduler.Workers(options.DegreeOfParallelism);
        _grid = new RatingGrid(ratings, options.Blocks, options.Seed, _workers);
        _squaredErrors = new double[options.Blocks];
        (_userSquares, _itemSquares) = (new float[2 * ratings.Users.Count], new float[2 * ratings.Items.Count]);
        _userSquares.AsSpan().Fill(1);
        _itemSquares.AsSpan().Fill(1);
        _userRidges = Ridges(ratings.ByUser, options.Regularization, options.UserRegularizationOffset);
        _itemRidges = Ridges(ratings.ByItem, options.Regularization, options.ItemRegularizationOffset);
        Users = new FactorTable(ratings.Users.Count, options.Factors);
        Items = new FactorTable(ratings.Items.Count, options.Factors);
    }

    public int Workers => _workers;

    public FactorTable Users { get; private set; }

    public FactorTable Items { get; private set; }

    /// <summary>Rows of an earlier model where it knows them; elsewhere small random factors that depend on seed and id alone, and damped mean deviations as biases.</summary>
    public void Initialize(FactorModel? start)
    {
        for (var item = 0; item < Items.Rows; item++)
        {
            var id = _ratings.Items[item];
            if (start?.TryCopyItem(id, Items.PaddedRow(item), out Items.Biases[item]) == true)
                continue;
            Items.Biases[item] = MeanDeviation(_ratings.RatingsOfItem(item), null, damping: 10);
            Draw(Items.PaddedRow(item)[..Items.Factors], stream: 2 * (ulong)(uint)id);
        }

        for (var user = 0; user < Users.Rows; user++)
        {
            var id = _ratings.Users[user];
            if (start?.TryCopyUser(id, Users.PaddedRow(user), out Users.Biases[user]) == true)
                continue;
            Users.Biases[user] = MeanDeviation(_ratings.RatingsOfUser(user), Items.Biases, damping: 5);
            Draw(Users.PaddedRow(user)[..Users.Factors], stream: (2 * (ulong)(uint)id) + 1);
        }
    }

    /// <summary>Visits every rating once; returns the RMSE of the predictions made on the way, each before its own step.</summary>
    public double Epoch(int epoch, CancellationToken cancellationToken)
    {
        var blocks = _grid.Blocks;
        _squaredErrors.AsSpan().Clear();
        var shift = (int)(CounterRandom.Bits(_options.Seed, (ulong)epoch, 1) % (ulong)blocks);
        for (var stratum = 0; stratum < blocks; stratum++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = stratum + shift;
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = _workers }, userBlock => Visit(userBlock, (userBlock + offset) % blocks));
        }

        return Math.Sqrt(_squaredErrors.Sum() / _ratings.Count);
    }

    public void Remember()
    {
        _bestUsers ??= new FactorTable(Users.Rows, Users.Factors);
        _bestItems ??= new FactorTable(Items.Rows, Items.Factors);
        Users.CopyTo(_bestUsers);
        Items.CopyTo(_bestItems);
    }

    public void Recall() => (Users, Items) = (_bestUsers ?? Users, _bestItems ?? Items);

    public FactorModel ToModel()
    {
        var sum = 0.0;
        for (var user = 0; user < Users.Rows; user++)
        {
            var row = _ratings.RatingsOfUser(user);
            var factors = Users.PaddedRow(user);
            for (var i = 0; i < row.Count; i++)
            {
                var item = row.Indices[i];
                var predicted = _ratings.Mean + Users.Biases[user] + Items.Biases[item] + VectorMath.Dot(factors, Items.PaddedRow(item));
                double error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - row.Stars[i];
                sum += error * error;
            }
        }

        var facts = ModelFacts.Of(SgdTrainer.Definition.Name, _ratings, (float)Math.Sqrt(sum / _ratings.Count));
        return new FactorModel(facts, Users, Items, new Penalty(_options.Regularization, _options.UserRegularizationOffset, 1, _options.BiasRegularization));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(int userBlock, int itemBlock)
    {
        var (rate, biasRidge, perFactor) = (_options.LearningRate, _options.BiasRegularization, 1f / Users.Stride);
        var (first, end) = _grid.UsersOf(userBlock);
        var next = _grid.StartOf(userBlock, itemBlock);
        var squares = 0.0;
        for (var user = first; user < end; user++)
        {
            var length = _grid.LengthOf(user, itemBlock);
            if (length == 0)
                continue;
            var p = Users.PaddedRow(user);
            var userRidge = _userRidges[user];
            var userBiasRidge = biasRidge / _ratings.ByUser.Length(user);
            var (bias, userSquares, userBiasSquares) = (Users.Biases[user], _userSquares[2 * user], _userSquares[(2 * user) + 1]);
            for (var i = next; i < next + length; i++)
            {
                var item = _grid.Items[i];
                var q = Items.PaddedRow(item);
                ref var itemBias = ref Items.Biases[item];
                ref var itemSquares = ref _itemSquares[2 * item];
                ref var itemBiasSquares = ref _itemSquares[(2 * item) + 1];
                var error = _grid.Stars[i] - (_ratings.Mean + bias + itemBias + VectorMath.Dot(p, q));
                squares += (double)error * error;
                var (user2, item2) = SgdKernel.Step(p, q, error, userRidge, _itemRidges[item], rate / MathF.Sqrt(userSquares), rate / MathF.Sqrt(itemSquares));
                userSquares += user2 * perFactor;
                itemSquares += item2 * perFactor;
                var (userGradient, itemGradient) = ((userBiasRidge * bias) - error, (biasRidge / _ratings.ByItem.Length(item) * itemBias) - error);
                bias -= rate / MathF.Sqrt(userBiasSquares) * userGradient;
                itemBias -= rate / MathF.Sqrt(itemBiasSquares) * itemGradient;
                userBiasSquares += userGradient * userGradient;
                itemBiasSquares += itemGradient * itemGradient;
            }

            next += length;
            Users.Biases[user] = bias;
            (_userSquares[2 * user], _userSquares[(2 * user) + 1]) = (userSquares, userBiasSquares);
        }

        _squaredErrors[userBlock] += squares;
    }

    private static float[] Ridges(CompressedRows rows, float regularization, float offset)
    {
        var ridges = new float[rows.RowCount];
        for (var row = 0; row < ridges.Length; row++)
            ridges[row] = regularization * (1 + (offset / rows.Length(row)));
        return ridges;
    }

    private float MeanDeviation(RatingRow row, float[]? others, float damping)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Count; i++)
            sum += row.Stars[i] - _ratings.Mean - (others is null ? 0 : others[row.Indices[i]]);
        return (float)(sum / (row.Count + damping));
    }

    private void Draw(Span<float> factors, ulong stream)
    {
        var scale = InitialScale / Math.Sqrt(factors.Length);
        for (var factor = 0; factor < factors.Length; factor++)
            factors[factor] = (float)(scale * CounterRandom.Normal(_options.Seed, stream, (ulong)factor));
    }
}
