using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>The state of the chain: the unknowns of both sides, what is common to each, the noise; and scratch memory per thread.</summary>
internal sealed class GibbsRun
{
    // One precision of the noise, whose prior is worth two ratings with an error of one star.
    private const double NoiseShape = 1;
    private const double NoiseRate = 1;

    // Where the variance of biases starts.
    private const double BiasVariance = 0.2;

    private readonly RatingMatrix _ratings;
    private readonly ulong _seed;
    private readonly RowSampler[] _samplers;
    private readonly int[] _userOrder;
    private readonly int[] _itemOrder;
    private readonly ThresholdSampler? _thresholds;
    private readonly byte[] _levelsByUser = [];
    private readonly byte[] _levelsByItem = [];
    private readonly float[] _latent = [];
    private readonly int _burnIn;
    private readonly double[] _squaredErrors;
    private readonly double[] _clampedErrors;
    private ulong _sweep;

    public GibbsRun(RatingMatrix ratings, BayesianOptions options, FeatureBlock[] userBlocks, FeatureBlock[] itemBlocks)
    {
        (_ratings, _seed, _burnIn) = (ratings, options.Seed, options.BurnIn);
        _samplers = new RowSampler[RowScheduler.Workers(options.DegreeOfParallelism)];
        for (var i = 0; i < _samplers.Length; i++)
            _samplers[i] = new RowSampler(options.Factors);
        _userOrder = RowScheduler.LongestFirst(ratings.ByUser.Offsets);
        _itemOrder = RowScheduler.LongestFirst(ratings.ByItem.Offsets);
        (_squaredErrors, _clampedErrors) = (new double[ratings.Users.Count], new double[ratings.Users.Count]);
        (Users, UserMeans) = (new RowTable(ratings.Users.Count, options.Factors), new RowTable(ratings.Users.Count, options.Factors));
        (Items, ItemMeans) = (new RowTable(ratings.Items.Count, options.Factors), new RowTable(ratings.Items.Count, options.Factors));
        UserPrior = new RowPrior(Users.Rows, options.Factors, userBlocks, options.PriorVariance, BiasVariance);
        ItemPrior = new RowPrior(Items.Rows, options.Factors, itemBlocks, options.PriorVariance, BiasVariance);
        Offset = ratings.Mean;
        if (options.Likelihood == RatingLikelihood.OrderedProbit)
        {
            _thresholds = new ThresholdSampler(ratings.ByUser);
            (_levelsByUser, _levelsByItem) = (_thresholds.LevelsOf(ratings.ByUser), _thresholds.LevelsOf(ratings.ByItem));
            _latent = new float[ratings.Count];
            Offset = 0;
        }

        for (var item = 0; item < Items.Rows; item++)
        {
            var random = Stream(Draw.Start, ratings.Items[item]);
            for (var factor = 0; factor < options.Factors; factor++)
                Items.Row(item)[factor] = (float)(Math.Sqrt(options.PriorVariance) * random.Normal());
        }
    }

    // What a stream of random numbers is for.
    private enum Draw
    {
        Start,
        UserPrior,
        Users,
        Noise,
        ItemPrior,
        Items,
        Scale,
        Thresholds,
    }

    public RowTable Users { get; }

    /// <summary>The means of the distributions that <see cref="Users"/> were drawn from.</summary>
    public RowTable UserMeans { get; }

    public RowTable Items { get; }

    /// <summary>The means of the distributions that <see cref="Items"/> were drawn from.</summary>
    public RowTable ItemMeans { get; }

    public RowPrior UserPrior { get; }

    public RowPrior ItemPrior { get; }

    /// <summary>What is added to the rows' predictions: the mean in stars; zero where thresholds stand for it.</summary>
    public float Offset { get; }

    /// <summary>From latent numbers to stars; null where predictions are stars.</summary>
    public OrderedLink? Link => _thresholds?.Link;

    /// <summary>α, the precision of a rating; 1 for latent numbers.</summary>
    public float Noise { get; private set; } = 1;

    /// <summary>One sweep up to the users: what they have in common, then each of them given the items. Returns the RMSE of this one draw on the training ratings.</summary>
    public double SampleUsers(CancellationToken cancellationToken)
    {
        _sweep++;
        if (_sweep > 1)
            UserPrior.Sample(Users, Seed(Draw.UserPrior), _samplers.Length);
        RowScheduler.Run(
            _userOrder,
            _samplers,
            (sampler, user) =>
            {
                var row = _ratings.RatingsOfUser(user);
                Sample(sampler, row, Levels(_levelsByUser, _ratings.ByUser, user), Items, UserPrior.Precision, UserPrior.ExpectedOf(user), Stream(Draw.Users, user), Users.Row(user), UserMeans.Row(user));
                (_squaredErrors[user], _clampedErrors[user]) = Errors(row, user);
            },
            cancellationToken);
        return Math.Sqrt(_clampedErrors.Sum() / _ratings.Count);
    }

    /// <summary>The rest of the sweep: the noise, what items have in common, each of them given the users.</summary>
    public void SampleItems(CancellationToken cancellationToken)
    {
        if (_thresholds is not null)
            _thresholds.Sample(_latent, _sweep <= (ulong)_burnIn, Stream(Draw.Thresholds, 0), _samplers.Length);
        else
            Noise = (float)(Stream(Draw.Noise, 0).Gamma(NoiseShape + (0.5 * _ratings.Count)) / (NoiseRate + (0.5 * _squaredErrors.Sum())));
        if (_sweep > 1)
            ItemPrior.Sample(Items, Seed(Draw.ItemPrior), _samplers.Length);
        RowScheduler.Run(
            _itemOrder,
            _samplers,
            (sampler, item) => Sample(
                sampler,
                _ratings.RatingsOfItem(item),
                Levels(_levelsByItem, _ratings.ByItem, item),
                Users,
                ItemPrior.Precision,
                ItemPrior.ExpectedOf(item),
                Stream(Draw.Items, item),
                Items.Row(item),
                ItemMeans.Row(item),
                withScale: true),
            cancellationToken);
        Stretch(ScaleStep.Draw([.. _samplers.Select(sampler => sampler.Scale)], ItemPrior.Precision, Stream(Draw.Scale, 0)));
    }

    private static ReadOnlySpan<byte> Levels(byte[] levels, CompressedRows rows, int row) => levels.Length == 0 ? default : levels.AsSpan(rows.Offsets[row], rows.Length(row));

    private void Sample(
        RowSampler sampler,
        RatingRow row,
        ReadOnlySpan<byte> levels,
        RowTable others,
        ReadOnlySpan<float> precision,
        ReadOnlySpan<float> expected,
        RandomStream random,
        Span<float> sample,
        Span<float> mean,
        bool withScale = false)
    {
        sampler.Begin();
        var link = Link;
        for (var i = 0; i < row.Count; i++)
        {
            var other = others.Row(row.Indices[i]);
            var baseline = Offset + other[others.Factors];

            // The latent number is drawn where it is needed, once for each side: nothing is stored.
            var target = link is null ? row.Stars[i] : link.DrawLatent(baseline + sample[others.Factors] + VectorMath.Dot(sample[..others.Factors], other), levels[i], ref random);
            sampler.Add(other, target - baseline);
        }

        sampler.Finish(precision, expected, Noise, withScale);
        sampler.Mean(mean);
        sampler.Sample(ref random, sample);
        if (withScale)
            sampler.Scale.Add(sample, expected);
    }

    private void Stretch(float[] scale)
    {
        for (var item = 0; item < Items.Rows; item++)
        {
            var expected = ItemPrior.ExpectedOf(item);
            var sample = Items.Row(item);
            var mean = ItemMeans.Row(item);
            for (var i = 0; i < Items.Width; i++)
            {
                sample[i] = expected[i] + (scale[i] * (sample[i] - expected[i]));
                mean[i] = expected[i] + (scale[i] * (mean[i] - expected[i]));
            }
        }
    }

    private (double Squares, double Clamped) Errors(RatingRow row, int user)
    {
        var factors = Users.Row(user)[..Users.Factors];
        var baseline = Offset + Users.Bias(user);
        var link = Link;
        var (squares, clamped) = (0.0, 0.0);
        for (var i = 0; i < row.Count; i++)
        {
            var item = Items.Row(row.Indices[i]);
            var predicted = baseline + item[Items.Factors] + VectorMath.Dot(factors, item);
            if (link is not null)
            {
                _latent[_ratings.ByUser.Offsets[user] + i] = predicted;
                predicted = link.Expect(predicted);
            }

            double error = predicted - row.Stars[i];
            squares += error * error;
            error = Math.Clamp(predicted, _ratings.LowestStars, _ratings.HighestStars) - row.Stars[i];
            clamped += error * error;
        }

        return (squares, clamped);
    }

    private ulong Seed(Draw draw) => CounterRandom.Bits(_seed, (ulong)draw, _sweep);

    private RandomStream Stream(Draw draw, int row) => new(Seed(draw), (uint)row);
}
