using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The moving parts of one training: network, embeddings, moments, and the gradients of one batch.</summary>
internal sealed class EmbeddingRun
{
    // Fixed, so that sums are formed in the same order whatever the number of threads.
    private const int Shards = 8;
    private const float InitialScale = 0.1f;

    private readonly RatingMatrix _ratings;
    private readonly EmbeddingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly RatingNetwork _network;
    private readonly NetworkScratch[] _scratch = new NetworkScratch[Shards];
    private readonly float[][] _shardGradients = new float[Shards][];
    private readonly double[] _shardErrors = new double[Shards];
    private readonly int[] _userOfRating;
    private readonly int[] _order;
    private readonly Adam _networkAdam;
    private readonly RowGradients _userGradients;
    private readonly RowGradients _itemGradients;
    private readonly float[] _batchUsers;
    private readonly float[] _batchItems;
    private FactorTable _users;
    private FactorTable _items;
    private (float[] Parameters, FactorTable Users, FactorTable Items)? _best;
    private int _step;

    public EmbeddingRun(RatingMatrix ratings, EmbeddingOptions options, CancellationToken cancellationToken)
    {
        (_ratings, _options) = (ratings, options);
        var workers = RowScheduler.Workers(options.DegreeOfParallelism);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = workers };
        _network = new RatingNetwork(options.Factors, options.Hidden);
        _network.Initialize(options.Seed);
        _networkAdam = new Adam(_network.Parameters.Length);
        _users = Table(ratings.Users, options, stream: 1);
        _items = Table(ratings.Items, options, stream: 2);
        var (userBiases, itemBiases) = RatingBiases.Fit(ratings, options.BiasRegularization, options.BiasRegularization, workers, cancellationToken);
        userBiases.CopyTo(_users.Biases.AsSpan());
        itemBiases.CopyTo(_items.Biases.AsSpan());
        _userGradients = new RowGradients(ratings.Users.Count, _network.Stride, options.BatchSize);
        _itemGradients = new RowGradients(ratings.Items.Count, _network.Stride, options.BatchSize);
        _batchUsers = new float[options.BatchSize * _network.Stride];
        _batchItems = new float[options.BatchSize * _network.Stride];
        for (var shard = 0; shard < Shards; shard++)
            (_scratch[shard], _shardGradients[shard]) = (new NetworkScratch(_network), new float[_network.Parameters.Length]);
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
        var rate = _options.LearningRate * (1 - (0.9f * (epoch - 1) / Math.Max(1, _options.Epochs - 1)));
        Array.Clear(_shardErrors);
        for (var start = 0; start < _order.Length; start += _options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Learn(start, Math.Min(_options.BatchSize, _order.Length - start), rate);
        }

        return Math.Sqrt(_shardErrors.Sum() / _order.Length);
    }

    public double Rmse(ReadOnlySpan<Rating> ratings)
    {
        var sum = 0.0;
        foreach (var rating in ratings)
        {
            var predicted = _ratings.Mean;
            var (knowsUser, knowsItem) = (_ratings.Users.TryGetIndex(rating.UserId, out var user), _ratings.Items.TryGetIndex(rating.ItemId, out var item));
            predicted += (knowsUser ? _users.Biases[user] : 0) + (knowsItem ? _items.Biases[item] : 0);
            if (knowsUser && knowsItem)
            {
                Scaled(_users.PaddedRow(user), Shrink(_ratings.ByUser, user, _options.UserShrinkage), _scratch[0].User);
                Scaled(_items.PaddedRow(item), Shrink(_ratings.ByItem, item, _options.ItemShrinkage), _scratch[0].Item);
                predicted += _network.Forward(_scratch[0].User, _scratch[0].Item, _scratch[0]);
            }

            double error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - rating.Stars;
            sum += error * error;
        }

        return Math.Sqrt(sum / ratings.Length);
    }

    public void Remember()
    {
        _best ??= (new float[_network.Parameters.Length], new FactorTable(_users.Rows, _users.Factors), new FactorTable(_items.Rows, _items.Factors));
        _network.Parameters.CopyTo(_best.Value.Parameters.AsSpan());
        _users.CopyTo(_best.Value.Users);
        _items.CopyTo(_best.Value.Items);
    }

    public void Recall()
    {
        if (_best is not { } best)
            return;
        best.Parameters.CopyTo(_network.Parameters.AsSpan());
        (_users, _items) = (best.Users, best.Items);
    }

    /// <summary>The model, whose embeddings are shrunk for good.</summary>
    public EmbeddingModel ToModel(string algorithm, float trainRmse)
    {
        for (var user = 0; user < _users.Rows; user++)
            Scale(_users.PaddedRow(user), Shrink(_ratings.ByUser, user, _options.UserShrinkage));
        for (var item = 0; item < _items.Rows; item++)
            Scale(_items.PaddedRow(item), Shrink(_ratings.ByItem, item, _options.ItemShrinkage));
        return new EmbeddingModel(
            ModelFacts.Of(algorithm, _ratings, trainRmse), _network, _users, _items, new FoldInSettings(_options.BiasRegularization, _options.Regularization, _options.UserShrinkage));
    }

    private void Learn(int start, int count, float rate)
    {
        var shardSize = (count + Shards - 1) / Shards;
        Parallel.For(0, Shards, _parallel, shard =>
        {
            var gradient = _shardGradients[shard];
            Array.Clear(gradient);
            var end = Math.Min(count, (shard + 1) * shardSize);
            for (var sample = shard * shardSize; sample < end; sample++)
                _shardErrors[shard] += Learn(start, sample, _scratch[shard], gradient);
        });

        _step++;
        var sum = _shardGradients[0];
        for (var shard = 1; shard < Shards; shard++)
            VectorMath.Axpy(1, _shardGradients[shard], sum);
        Scale(sum, 1f / count);
        _networkAdam.Step(_network.Parameters, sum, 0, rate, _step);

        _userGradients.Clear();
        _itemGradients.Clear();
        for (var sample = 0; sample < count; sample++)
        {
            var rating = _order[start + sample];
            _userGradients.Add(_userOfRating[rating], _batchUsers.AsSpan(sample * _network.Stride, _network.Stride));
            _itemGradients.Add(_ratings.ByUser.Columns[rating], _batchItems.AsSpan(sample * _network.Stride, _network.Stride));
        }

        _userGradients.Step(_users, 1f / count, rate, _step, _options.Regularization);
        _itemGradients.Step(_items, 1f / count, rate, _step, _options.Regularization);
    }

    /// <summary>One rating: adds to the shard's gradient, leaves the embeddings' gradients in the batch, returns the squared error.</summary>
    private double Learn(int start, int sample, NetworkScratch scratch, float[] gradient)
    {
        var rating = _order[start + sample];
        var (user, item) = (_userOfRating[rating], _ratings.ByUser.Columns[rating]);
        var (userScale, itemScale) = (Shrink(_ratings.ByUser, user, _options.UserShrinkage), Shrink(_ratings.ByItem, item, _options.ItemShrinkage));
        var (userRow, itemRow) = (scratch.User, scratch.Item);
        Scaled(_users.PaddedRow(user), userScale, userRow);
        Scaled(_items.PaddedRow(item), itemScale, itemRow);
        var predicted = _ratings.Mean + _users.Biases[user] + _items.Biases[item] + _network.Forward(userRow, itemRow, scratch);
        var stars = _ratings.ByUser.Values[rating];
        var userGradient = _batchUsers.AsSpan(sample * _network.Stride, _network.Stride);
        var itemGradient = _batchItems.AsSpan(sample * _network.Stride, _network.Stride);
        _network.Backward(userRow, itemRow, predicted - stars, scratch, gradient, userGradient, itemGradient);
        Scale(userGradient, userScale);
        Scale(itemGradient, itemScale);
        double error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - stars;
        return error * error;
    }

    private static FactorTable Table(IdIndex ids, EmbeddingOptions options, ulong stream)
    {
        var table = new FactorTable(ids.Count, options.Factors);
        for (var row = 0; row < table.Rows; row++)
        {
            var values = table.PaddedRow(row);
            for (var factor = 0; factor < options.Factors; factor++)
                values[factor] = InitialScale * (float)CounterRandom.Normal(options.Seed + (stream << 32), (uint)ids[row], (ulong)factor);
        }

        return table;
    }

    private static float Shrink(CompressedRows rows, int row, float shrinkage) => rows.Length(row) / (rows.Length(row) + shrinkage);

    private static void Scaled(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = factor * source[i];
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref var value in values)
            value *= factor;
    }
}
