using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>A model that is the mean of many: S draws of all factors from their posterior, r̂ = mean over s of μ + b_user + b_item + w_user · w_item.</summary>
/// <remarks>Immutable and safe for concurrent use. Memory: 4·S·(k + 1) bytes per user and three times that per item (four with implicit sets), k rounded up to a multiple of 8, plus the id maps.</remarks>
public sealed class BayesianModel : RecommenderModel
{
    internal const int LargestFactors = 4096;
    internal const int LargestSamples = 1024;
    internal const int LargestScale = 1024;

    // Steps in which latent numbers and the user's unknowns are made to agree; the change shrinks by half and more in each.
    private const int LatentSteps = 12;

    private const ulong SpreadSeed = 1;

    private readonly KeptSweeps _sweeps;
    private readonly ConcurrentBag<RowSampler> _samplers = [];

    internal BayesianModel(ModelFacts facts, KeptSweeps sweeps)
        : base(facts) => _sweeps = sweeps;

    /// <summary>The number of factors k.</summary>
    public int Factors => _sweeps.Factors;

    /// <summary>S, the draws that are averaged over.</summary>
    public int Samples => _sweeps.Samples;

    /// <summary>The items' factors of all draws side by side: their inner products are the means over the draws.</summary>
    internal override FactorTable ItemVectors => _sweeps.Items.Vectors;

    /// <inheritdoc/>
    public override BayesianModel WithoutUsers() => new(Facts.WithoutUsers(), _sweeps.WithoutUsers());

    /// <inheritdoc/>
    public override float Predict(int userId, int itemId) =>
        UserIds.TryGetIndex(userId, out var user)
            ? Clamp(Stars(_sweeps.Users.Vectors.PaddedRow(user), _sweeps.Users.BiasesOf(user), itemId))
            : Predict(FoldIn([]), itemId);

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var own = Check(user);
        return Clamp(Stars(own.Vectors, own.Biases, itemId));
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index)
            ? new BayesianUser(_sweeps.Users.Vectors.PaddedRow(index).ToArray(), _sweeps.Users.BiasesOf(index).ToArray(), _sweeps.Users.Spreads[index], Facts.UserRatingCounts[index])
            : null;
        return user is not null;
    }

    /// <summary>Finds where the user is expected in each kept sweep, given ratings and that sweep's items: S systems of order k + 1, by the code that trained.</summary>
    /// <param name="ratings">The user's ratings in any order; of several for one item the last counts; unknown items are passed over.</param>
    /// <returns>The profile; that of an average user when no rated item is known.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public override UserProfile FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var given = _sweeps.Given;
        var (vectors, biases) = (new float[_sweeps.Users.Vectors.Stride], new float[Samples]);
        if (!_samplers.TryTake(out var sampler))
            sampler = new RowSampler(Factors);
        Span<float> mean = stackalloc float[VectorMath.Padded(Factors + 1)];
        Span<float> expected = stackalloc float[mean.Length];
        Span<float> draw = stackalloc float[mean.Length];
        var spread = 0f;
        for (var sample = 0; sample < Samples; sample++)
        {
            var prior = _sweeps.Priors[sample];
            Expect(items, sample, expected);
            expected.CopyTo(mean);
            for (var step = 0; step < (prior.Link is null ? 1 : LatentSteps); step++)
            {
                sampler.Begin();
                for (var i = 0; i < items.Length; i++)
                {
                    var vector = given.Block(items[i], sample);
                    var itemBias = given.Bias(items[i], sample);
                    var target = prior.Link is { } link ? link.LatentMean(mean[Factors] + itemBias + VectorMath.Dot(mean[..Factors], vector), link.LevelOf(stars[i])) : stars[i] - Mean;
                    sampler.Add(vector, target - itemBias);
                }

                sampler.Finish(prior.UserPrecision, expected, prior.Noise);
                sampler.Mean(mean);
            }

            var random = new RandomStream(SpreadSeed, (ulong)sample);
            sampler.Sample(ref random, draw);
            spread += prior.Items.SpreadOf(mean, draw) / Samples;
            mean[..Factors].CopyTo(vectors.AsSpan(sample * given.Stride));
            biases[sample] = mean[Factors];
        }

        _samplers.Add(sampler);
        return new BayesianUser(vectors, biases, spread, items.Length);
    }

    /// <summary>What a user's rating of an item is expected to be, and how sure that is.</summary>
    /// <remarks>
    /// The variance of the model is that of the predictions of the S sweeps, and the mean over them of how far draws within a sweep stray from its prediction, that of the
    /// user on average over items, that of the item over users. With the ordered probit it is carried over to stars along the tangent.
    /// </remarks>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="itemId">Any id; of an unknown item the bias alone counts, as uncertain as those of the known items differ.</param>
    /// <returns>Mean and variances in stars; the variances take no notice of the ends of the scale.</returns>
    /// <exception cref="ArgumentException">The profile is another model's.</exception>
    public RatingDistribution PredictDistribution(UserProfile user, int itemId)
    {
        var own = Check(user);
        var known = ItemIds.TryGetIndex(itemId, out var item);
        var items = _sweeps.Items;
        var spread = own.Spread + (known ? items.Spreads[item] : UnknownBiasVariance());
        var (sum, squares, within, noise) = (0.0, 0.0, 0.0, 0.0);
        for (var sample = 0; sample < Samples; sample++)
        {
            var mine = own.Vectors.AsSpan(sample * items.Stride, items.Stride);
            var theirs = known ? items.Block(item, sample) : default;
            var latent = own.Biases[sample] + (known ? items.Bias(item, sample) + VectorMath.Dot(mine, theirs) : 0);
            var prior = _sweeps.Priors[sample];
            var link = prior.Link;
            double stars = link?.Expect(latent) ?? Mean + latent;
            var slope = link is null ? 1 : link.Expect(latent + 0.5f) - link.Expect(latent - 0.5f);
            sum += stars;
            squares += stars * stars;
            within += slope * slope * spread;
            noise += link?.Variance(latent) ?? 1 / prior.Noise;
        }

        var mean = sum / Samples;
        return new RatingDistribution(
            Clamp((float)mean), (float)(Math.Max(0, (squares / Samples) - (mean * mean)) + (within / Samples)), (float)(noise / Samples));
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var own = Check(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemIds.Count, nameof(scores));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = _sweeps.Predict(Mean, own.Vectors, own.Biases, item);
    }

    internal static BayesianModel Read(ModelReader reader, ModelFacts facts) => new(facts, KeptSweeps.Read(reader, facts.UserIds.Count, facts.ItemIds.Count));

    internal override void Write(ModelWriter writer) => _sweeps.Write(writer);

    private float UnknownBiasVariance()
    {
        var (sum, squares) = (0.0, 0.0);
        for (var item = 0; item < ItemIds.Count; item++)
        {
            var bias = _sweeps.Items.Vectors.Biases[item];
            sum += bias;
            squares += (bias * bias) + _sweeps.Items.Spreads[item];
        }

        return (float)((squares / ItemIds.Count) - (sum / ItemIds.Count * (sum / ItemIds.Count)));
    }

    // Where someone who rates these items is expected.
    private void Expect(ReadOnlySpan<int> items, int sample, Span<float> expected)
    {
        _sweeps.Priors[sample].UserMean.CopyTo(expected);
        if (_sweeps.Implicit is not { } table)
            return;
        var scale = FeatureBlock.ScaleOf(items.Length);
        foreach (var item in items)
        {
            VectorMath.Axpy(scale, table.Block(item, sample)[..Factors], expected);
            expected[Factors] += scale * table.Bias(item, sample);
        }
    }

    private float Stars(ReadOnlySpan<float> vectors, ReadOnlySpan<float> biases, int itemId) =>
        ItemIds.TryGetIndex(itemId, out var item) ? _sweeps.Predict(Mean, vectors, biases, item) : _sweeps.Predict(Mean, biases);

    private BayesianUser Check(UserProfile user)
    {
        var own = Check<BayesianUser>(user);
        return own.Vectors.Length == _sweeps.Users.Vectors.Stride && own.Biases.Length == Samples
            ? own
            : throw new ArgumentException("The profile is of a model with other numbers of factors and samples.", nameof(user));
    }
}
