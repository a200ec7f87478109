using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The moving parts of one training: network, embeddings, moments, and the gradients of one batch.</summary>
internal sealed class EmbeddingRun
{
    // Fixed, so that sums are formed in the same order whatever the number of threads.
    private const int ShardSize = 64;
    private const float InitialScale = 0.1f;
    private const float LastRate = 0.02f;

    private readonly RatingMatrix _ratings;
    private readonly EmbeddingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly Penalty _userPenalty;
    private readonly EmbeddingNetwork _network;
    private readonly EmbeddingBatch[] _shards;
    private readonly float[][] _gradients;
    private readonly double[] _shardErrors;
    private readonly Action<int> _learnShard;
    private readonly int[] _userOfRating;
    private readonly int[] _order;
    private readonly EmbeddingRows _users;
    private readonly EmbeddingRows _items;
    private readonly Adam _adam;
    private readonly float[] _best;
    private readonly float[] _nobody;
    private Range _batch;
    private int _step;

    public EmbeddingRun(RatingMatrix ratings, EmbeddingOptions options, CancellationToken cancellationToken)
    {
        (_ratings, _options) = (ratings, options);
        var workers = RowScheduler.Workers(options.DegreeOfParallelism);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = workers };
        _network = new EmbeddingNetwork(options.Factors, options.Hidden);
        _network.Initialize(options.Seed);
        _adam = new Adam(_network.Parameters.Length);
        (_best, _nobody) = (new float[_network.Parameters.Length], new float[_network.Stride]);

        var batchSize = Math.Min(options.BatchSize, ratings.Count);
        var shards = (batchSize + ShardSize - 1) / ShardSize;
        (_shards, _gradients, _shardErrors) = (new EmbeddingBatch[shards], new float[shards][], new double[shards]);
        for (var shard = 0; shard < shards; shard++)
            (_shards[shard], _gradients[shard]) = (_network.CreateBatch(ShardSize), new float[_network.Parameters.Length]);
        _learnShard = LearnShard;

        var (userBiases, itemBiases) = RatingBiases.Fit(ratings, options.BiasRegularization, options.BiasRegularization, workers, cancellationToken);
        _userPenalty = new Penalty(options.Regularization, options.UserRegularizationOffset, 1, options.BiasRegularization);
        _users = new EmbeddingRows(Table(ratings.Users, userBiases, stream: 1), ratings.ByUser, _userPenalty, batchSize);
        _items = new EmbeddingRows(Table(ratings.Items, itemBiases, stream: 2), ratings.ByItem, _userPenalty with { Offset = options.ItemRegularizationOffset }, batchSize);
        _order = new int[ratings.Count];
        _userOfRating = new int[ratings.Count];
        for (var user = 0; user < ratings.Users.Count; user++)
            _userOfRating.AsSpan(ratings.ByUser.Offsets[user]..ratings.ByUser.Offsets[user + 1]).Fill(user);
    }

    /// <summary>Goes through all ratings once.</summary>
    /// <returns>The RMSE of predictions made before each step, clamped to the scale.</returns>
    public double LearnEpoch(int epoch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Shuffle.Reorder(_order, _options.Seed, epoch);
        Array.Clear(_shardErrors);
        for (var start = 0; start < _order.Length; start += _options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batch = start..Math.Min(_order.Length, start + _options.BatchSize);
            var done = (epoch - 1 + ((float)start / _order.Length)) / _options.Epochs;
            LearnBatch(_options.LearningRate * (1 - ((1 - LastRate) * done)));
        }

        return Math.Sqrt(_shardErrors.Sum() / _order.Length);
    }

    /// <summary>RMSE in stars on the training ratings.</summary>
    public double TrainRmse() => Rmse(_userOfRating, _ratings.ByUser.Columns, _ratings.ByUser.Values);

    /// <summary>RMSE in stars on ratings by index, −1 standing for what training does not know.</summary>
    public double Rmse(int[] users, int[] items, float[] stars)
    {
        var size = (stars.Length + _shards.Length - 1) / _shards.Length;
        var sums = new double[_shards.Length];
        Parallel.For(0, _shards.Length, _parallel, shard =>
        {
            var end = Math.Min(stars.Length, (shard + 1) * size);
            for (var start = shard * size; start < end; start += ShardSize)
            {
                var rows = Math.Min(ShardSize, end - start);
                sums[shard] += SquaredErrors(_shards[shard], users.AsSpan(start, rows), items.AsSpan(start, rows), stars.AsSpan(start, rows));
            }
        });
        return Math.Sqrt(sums.Sum() / stars.Length);
    }

    /// <summary>Keeps the weights as they are now.</summary>
    public void Remember()
    {
        _network.Parameters.CopyTo(_best.AsSpan());
        _users.Remember();
        _items.Remember();
    }

    /// <summary>Goes back to the weights that were kept.</summary>
    public void Recall()
    {
        _best.CopyTo(_network.Parameters.AsSpan());
        _users.Recall();
        _items.Recall();
    }

    /// <summary>Solves every user by the code that folds in new ones, so that both are the same.</summary>
    public void SolveUsers(CancellationToken cancellationToken)
    {
        var solvers = new EmbeddingUserSolver[_parallel.MaxDegreeOfParallelism];
        for (var i = 0; i < solvers.Length; i++)
            solvers[i] = new EmbeddingUserSolver(_network, _items.Table, _ratings.Mean, _userPenalty);
        RowScheduler.Run(
            RowScheduler.LongestFirst(_ratings.ByUser.Offsets),
            solvers,
            (solver, user) => _users.Table.Biases[user] = solver.Solve(_ratings.RatingsOfUser(user), _users.Table.PaddedRow(user)),
            cancellationToken);
    }

    public EmbeddingModel ToModel(string algorithm) => new(ModelFacts.Of(algorithm, _ratings, (float)TrainRmse()), _network, _users.Table, _items.Table, _userPenalty);

    private void LearnBatch(float rate)
    {
        var (start, count) = _batch.GetOffsetAndLength(_order.Length);
        var shards = (count + ShardSize - 1) / ShardSize;
        Parallel.For(0, shards, _parallel, _learnShard);

        var correctedRate = Adam.CorrectedRate(rate, ++_step);
        var gradient = _gradients[0];
        for (var shard = 1; shard < shards; shard++)
            VectorMath.Axpy(1, _gradients[shard], gradient);
        VectorMath.Axpy(_options.NetworkRegularization * count, _network.Parameters, gradient);
        _adam.Step(_network.Parameters, gradient, 0, correctedRate);

        for (var i = 0; i < count; i++)
        {
            var (rating, shard, row) = (_order[start + i], _shards[i / ShardSize], i % ShardSize);
            _users.Add(_userOfRating[rating], shard.UserSlopes(row), shard.OutputSlopes[row]);
            _items.Add(_ratings.ByUser.Columns[rating], shard.ItemSlopes(row), shard.OutputSlopes[row]);
        }

        _users.Step(correctedRate);
        _items.Step(correctedRate);
    }

    private void LearnShard(int shard)
    {
        var (batch, gradient) = (_shards[shard], _gradients[shard]);
        var ratings = _order.AsSpan(_batch)[(shard * ShardSize)..];
        ratings = ratings[..Math.Min(ratings.Length, ShardSize)];
        var (users, items) = (_users.Table, _items.Table);
        for (var row = 0; row < ratings.Length; row++)
            batch.SetPair(row, users.PaddedRow(_userOfRating[ratings[row]]), items.PaddedRow(_ratings.ByUser.Columns[ratings[row]]));
        _network.Forward(batch, ratings.Length);
        for (var row = 0; row < ratings.Length; row++)
        {
            var rating = ratings[row];
            var (predicted, stars) = (_ratings.Mean + users.Biases[_userOfRating[rating]] + items.Biases[_ratings.ByUser.Columns[rating]] + batch.Outputs[row], _ratings.ByUser.Values[rating]);
            batch.OutputSlopes[row] = predicted - stars;
            _shardErrors[shard] += SquaredError(predicted, stars);
        }

        _network.Backward(batch, ratings.Length);
        Array.Clear(gradient);
        _network.AddGradient(batch, ratings.Length, gradient);
    }

    private double SquaredErrors(EmbeddingBatch batch, ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<float> stars)
    {
        for (var row = 0; row < stars.Length; row++)
            batch.SetPair(row, users[row] < 0 ? _nobody : _users.Table.PaddedRow(users[row]), items[row] < 0 ? _nobody : _items.Table.PaddedRow(items[row]));
        _network.Forward(batch, stars.Length);
        var sum = 0.0;
        for (var row = 0; row < stars.Length; row++)
        {
            var predicted = _ratings.Mean + (users[row] < 0 ? 0 : _users.Table.Biases[users[row]]) + (items[row] < 0 ? 0 : _items.Table.Biases[items[row]] + batch.Outputs[row]);
            sum += SquaredError(predicted, stars[row]);
        }

        return sum;
    }

    private double SquaredError(float predicted, float stars)
    {
        double error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - stars;
        return error * error;
    }

    private FactorTable Table(IdIndex ids, float[] biases, ulong stream)
    {
        var table = new FactorTable(ids.Count, _options.Factors);
        biases.CopyTo(table.Biases.AsSpan());
        for (var row = 0; row < table.Rows; row++)
        {
            var values = table.PaddedRow(row);
            for (var factor = 0; factor < _options.Factors; factor++)
                values[factor] = InitialScale * (float)CounterRandom.Normal(_options.Seed + (stream << 32), (uint)ids[row], (ulong)factor);
        }

        return table;
    }
}
