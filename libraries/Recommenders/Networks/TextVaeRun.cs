using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>The moving parts of one training of the autoencoder.</summary>
internal sealed class TextVaeRun
{
    // Fixed, so that sums are formed in the same order whatever the number of threads.
    private const int Shards = 8;
    private const double HeldOutShare = 0.1;
    private const ulong NoiseStream = 1UL << 40;

    private readonly TrainingData _data;
    private readonly TextVaeOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly IdIndex _items;
    private readonly MovieText _text;
    private readonly float[][] _vectors;
    private readonly int[] _order;
    private readonly int[] _heldOut;
    private readonly VaeNetwork _network;
    private readonly VaeScratch[] _scratch = new VaeScratch[Shards];
    private readonly float[][] _gradients = new float[Shards][];
    private readonly (double Reconstruction, double Kl)[] _losses = new (double, double)[Shards];
    private readonly Adam _adam;
    private readonly List<VaeLoss> _curves = [];
    private int _step;

    public TextVaeRun(TrainingData data, TextVaeOptions options)
    {
        (_data, _options) = (data, options);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = RowScheduler.Workers(options.DegreeOfParallelism) };
        _items = IdIndex.Create([.. data.Ratings.Items.Ids, .. data.Items.Select(item => item.ItemId)]);
        _text = MovieText.Fit(data.Items, options.PieceBuckets, options.WordBuckets);
        _vectors = new float[_items.Count][];
        foreach (var item in data.Items)
            _vectors[_items.IndexOf(item.ItemId)] = _text.Vector(item);
        for (var item = 0; item < _vectors.Length; item++)
            _vectors[item] ??= new float[_text.Length];
        var isHeldOut = Enumerable.Range(0, _items.Count).ToLookup(item => !data.HeldOut.IsEmpty && CounterRandom.Uniform(options.Seed, (uint)_items[item], 0) < HeldOutShare);
        (_order, _heldOut) = ([.. isHeldOut[false]], [.. isHeldOut[true]]);
        _network = new VaeNetwork(options.PieceBuckets, options.WordBuckets, options.Hidden, options.Factors);
        _network.Initialize(options.Seed);
        _adam = new Adam(_network.Parameters.Length);
        for (var shard = 0; shard < Shards; shard++)
            (_scratch[shard], _gradients[shard]) = (new VaeScratch(_network), new float[_network.Parameters.Length]);
    }

    /// <summary>Goes through all movies once.</summary>
    /// <returns>The loss per movie in nats, and that of the movies held out; 0 where none are.</returns>
    public (double Loss, double? HeldOut) LearnEpoch(int epoch, CancellationToken cancellationToken)
    {
        Array.Sort(_order);
        Shuffle.Reorder(_order, _options.Seed, epoch);
        var klWeight = _options.KlWeight * Math.Min(1, (float)epoch / Math.Max(1, _options.WarmUpEpochs));
        Array.Clear(_losses);
        for (var start = 0; start < _order.Length; start += _options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Learn(_order.AsMemory(start, Math.Min(_options.BatchSize, _order.Length - start)), epoch, klWeight);
        }

        var count = Math.Max(1, _order.Length);
        var (reconstruction, kl) = (_losses.Sum(loss => loss.Reconstruction) / count, _losses.Sum(loss => loss.Kl) / count);
        _curves.Add(new VaeLoss(epoch, (float)reconstruction, (float)kl));
        return (reconstruction + (klWeight * kl), _data.HeldOut.IsEmpty ? null : HeldOutLoss(klWeight));
    }

    public TextVaeModel ToModel(string algorithm, CancellationToken cancellationToken)
    {
        var ratings = _data.Ratings;
        var counts = new int[_items.Count];
        for (var item = 0; item < ratings.Items.Count; item++)
            counts[_items.IndexOf(ratings.Items[item])] = ratings.ByItem.Length(item);
        var facts = ModelFacts.Of(algorithm, ratings, trainRmse: 0) with { ItemIds = _items, ItemRatingCounts = counts };
        var vectors = new FactorTable(_items.Count, _network.Factors);
        Parallel.For(0, Shards, _parallel, shard =>
        {
            for (var item = shard; item < _items.Count; item += Shards)
                _network.Encode(_vectors[item], _scratch[shard], vectors.PaddedRow(item));
        });
        var encoder = new MovieEncoder(_text, _network, Center(vectors));
        foreach (ref var value in vectors.Biases.AsSpan())
            value = 0;
        var model = new TextVaeModel(facts, encoder, vectors, new FactorTable(0, _network.Factors), _options.PopularityWeight, _curves);
        return model.WithUsers(ratings, cancellationToken);
    }

    private void Learn(ReadOnlyMemory<int> batch, int epoch, float klWeight)
    {
        var size = (batch.Length + Shards - 1) / Shards;
        Parallel.For(0, Shards, _parallel, shard =>
        {
            var (scratch, gradient) = (_scratch[shard], _gradients[shard]);
            Array.Clear(gradient);
            for (var i = shard * size; i < Math.Min(batch.Length, (shard + 1) * size); i++)
            {
                var item = batch.Span[i];
                for (var factor = 0; factor < _network.Factors; factor++)
                    scratch.Noise[factor] = (float)CounterRandom.Normal(_options.Seed, NoiseStream + ((ulong)epoch << 41) + (uint)_items[item], (ulong)factor);
                var loss = _network.Forward(_vectors[item], scratch.Noise, scratch);
                _losses[shard] = (_losses[shard].Reconstruction + loss.Reconstruction, _losses[shard].Kl + loss.Kl);
                _network.Backward(_vectors[item], scratch.Noise, klWeight, scratch, gradient);
            }
        });

        var sum = _gradients[0];
        for (var shard = 1; shard < Shards; shard++)
            VectorMath.Axpy(1, _gradients[shard], sum);
        foreach (ref var value in sum.AsSpan())
            value /= batch.Length;
        _adam.Step(_network.Parameters, sum, 0, Adam.CorrectedRate(_options.LearningRate, ++_step));
    }

    // Without noise: what the mean alone can say.
    private double HeldOutLoss(float klWeight)
    {
        var (sum, scratch) = (0.0, _scratch[0]);
        Array.Clear(scratch.Noise);
        foreach (var item in _heldOut)
        {
            var (reconstruction, kl) = _network.Forward(_vectors[item], scratch.Noise, scratch);
            sum += reconstruction + (klWeight * kl);
        }

        return sum / Math.Max(1, _heldOut.Length);
    }

    /// <summary>Takes the catalogue's mean off all vectors and brings them to length 1, so that products are likenesses.</summary>
    private static float[] Center(FactorTable vectors)
    {
        var center = new float[vectors.Stride];
        for (var row = 0; row < vectors.Rows; row++)
            VectorMath.Axpy(1f / vectors.Rows, vectors.PaddedRow(row), center);
        for (var row = 0; row < vectors.Rows; row++)
            MovieEncoder.Direct(vectors.PaddedRow(row), center);
        return center;
    }
}
