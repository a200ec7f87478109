using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>Draws the thresholds of an <see cref="OrderedLink"/> given the latent predictions of all ratings, by Metropolis steps on the likelihood of the stars, the latent draws integrated out.</summary>
/// <remarks>Cowles, "Accelerating Monte Carlo Markov chain convergence for cumulative-link generalized linear models" (1996). Every second threshold at a time: given the others they are independent.</remarks>
internal sealed class ThresholdSampler
{
    private const int RatingsPerBlock = 8192;

    // What fits most levels that people rate in; more are a continuous scale.
    private const int MostLevels = 32;

    private readonly byte[] _levels;
    private readonly double[] _steps;
    private readonly double[][] _sums;

    /// <summary>Starts where the latent numbers of all ratings, if normal, would be divided as the stars are.</summary>
    /// <exception cref="ArgumentException">The ratings have too many levels.</exception>
    public ThresholdSampler(CompressedRows ratings)
    {
        var counts = new SortedDictionary<float, int>();
        foreach (var stars in ratings.Values)
        {
            counts[stars] = counts.GetValueOrDefault(stars) + 1;
            if (counts.Count > MostLevels)
                throw new ArgumentException($"The ratings take more than {MostLevels} different values: the ordered probit is for stars, take the Gaussian likelihood.", nameof(ratings));
        }

        var thresholds = new double[counts.Count - 1];
        _steps = new double[thresholds.Length];
        var (seen, sizes) = (0, counts.Values.ToArray());
        for (var level = 0; level < thresholds.Length; level++)
        {
            seen += sizes[level];
            thresholds[level] = NormalDistribution.Quantile((double)seen / ratings.Values.Length);
            _steps[level] = 3 / Math.Sqrt(sizes[level] + sizes[level + 1] + 1);
        }

        Link = new OrderedLink([.. counts.Keys], thresholds);
        _levels = LevelsOf(ratings);
        _sums = new double[(_levels.Length + RatingsPerBlock - 1) / RatingsPerBlock][];
        for (var block = 0; block < _sums.Length; block++)
            _sums[block] = new double[thresholds.Length];
    }

    public OrderedLink Link { get; private set; }

    /// <summary>The levels of ratings in the order of their storage.</summary>
    public byte[] LevelsOf(CompressedRows ratings) => Array.ConvertAll(ratings.Values, stars => (byte)Link.LevelOf(stars));

    /// <summary>Takes one step with each threshold.</summary>
    /// <param name="latent">Predictions in the order that the ratings were given in.</param>
    /// <param name="adapt">Whether to widen or narrow the steps by whether they are accepted; not once the draws count.</param>
    /// <param name="random">A stream of its own.</param>
    /// <param name="workers">Threads.</param>
    public void Sample(float[] latent, bool adapt, RandomStream random, int workers)
    {
        for (var parity = 0; parity < 2; parity++)
        {
            var current = Link.Thresholds;
            var proposed = (double[])current.Clone();
            for (var t = parity; t < current.Length; t += 2)
            {
                var candidate = current[t] + (_steps[t] * random.Normal());
                if (candidate > (t == 0 ? double.NegativeInfinity : current[t - 1]) && candidate < (t + 1 == current.Length ? double.PositiveInfinity : current[t + 1]))
                    proposed[t] = candidate;
            }

            var (from, to, half) = (Link, new OrderedLink(Link.Stars, proposed), parity);
            Parallel.For(0, _sums.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, block => Compare(latent, block, from, to, half));
            for (var t = parity; t < current.Length; t += 2)
            {
                var gain = _sums.Sum(sums => sums[t]);
                var accepted = proposed[t] != current[t] && Math.Log(1 - random.Uniform()) < gain;
                if (!accepted)
                    proposed[t] = current[t];
                if (adapt)
                    _steps[t] *= accepted ? 1.1 : 0.93;
            }

            Link = new OrderedLink(Link.Stars, proposed);
        }
    }

    // By threshold: how much likelier the proposed one makes the ratings on both sides of it.
    private void Compare(float[] latent, int block, OrderedLink from, OrderedLink to, int parity)
    {
        var sums = _sums[block];
        Array.Clear(sums);
        for (var i = block * RatingsPerBlock; i < Math.Min(latent.Length, (block + 1) * RatingsPerBlock); i++)
        {
            var level = (int)_levels[i];
            var threshold = level % 2 == parity ? level : level - 1;
            if (threshold < 0 || threshold >= sums.Length || from.Thresholds[threshold] == to.Thresholds[threshold])
                continue;
            var p = latent[i];
            sums[threshold] += Math.Log(Math.Max(Mass(to, level, p), 1e-300) / Math.Max(Mass(from, level, p), 1e-300));
        }
    }

    private static double Mass(OrderedLink link, int level, float p)
    {
        var (lower, upper) = (link.Lower(level) - p, link.Upper(level) - p);
        return lower > 0
            ? NormalDistribution.Cumulative(-lower) - NormalDistribution.Cumulative(-upper)
            : NormalDistribution.Cumulative(upper) - NormalDistribution.Cumulative(lower);
    }
}
