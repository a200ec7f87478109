using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>
/// Bayesian matrix factorization by Gibbs sampling: r̂ = μ + b_user + b_item + w_user · w_item, averaged over draws of all unknowns from their posterior instead of taken
/// at the best single point. Penalties are unknowns too.
/// </summary>
/// <remarks>
/// <para>Salakhutdinov and Mnih, "Bayesian Probabilistic Matrix Factorization using Markov Chain Monte Carlo" (ICML 2008): rows are drawn whole from N(A⁻¹r, A⁻¹), see
/// <see cref="RowSampler"/>. Rows are expected where what is known of them says, Rendle, Zhang and Koren, "On the Difficulty of Evaluating Baselines" (2019) and Simm et al.,
/// "Macau" (2017): see <see cref="RowPrior"/>. Every second half-step also draws the scale of the columns, see <see cref="ScaleStep"/>.</para>
/// <para>A sweep costs O(ratings·k² + (users + items)·k³), side data O(features of all rows·k). Memory beside the ratings: 16·(k + 1) bytes per user and item, half as much again
/// for each feature, and the model (see <see cref="BayesianModel"/>). Deterministic: every draw has a place of its own in the random numbers and sums are formed in a fixed
/// order, so the number of threads does not show in any bit.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class BayesianTrainer : IRecommenderTrainer
{
    private readonly BayesianOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public BayesianTrainer(BayesianOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new BayesianOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        if (_options.BurnIn >= _options.Sweeps)
            throw new ValidationException($"{nameof(BayesianOptions.BurnIn)} ({_options.BurnIn}) must be less than {nameof(BayesianOptions.Sweeps)} ({_options.Sweeps}).");
    }

    /// <summary>The algorithm as the registry knows it.</summary>
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "bayes",
        "Bayesian matrix factorization by Gibbs sampling, averaged over many draws.",
        predictsStars: true,
        () => new BayesianOptions(),
        (options, time) => new BayesianTrainer(options, time),
        BayesianModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Ratings, and what else there is.</param>
    /// <param name="progress">Told after each sweep, on the calling thread. The training error is that of the sweep's single draw; the held-out error that of the average over the sweeps since <see cref="BayesianOptions.BurnIn"/>.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentException">The likelihood is <see cref="RatingLikelihood.OrderedProbit"/> and the stars take more than 32 different values.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArithmeticException">A posterior is too flat for single precision.</exception>
    public BayesianModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var started = _time.GetTimestamp();
        var ratings = data.Ratings;
        var run = new GibbsRun(ratings, _options, UserBlocks(data), ItemBlocks(data));
        var samples = Math.Min(_options.KeptSamples, _options.Sweeps - _options.BurnIn);
        var kept = new KeptSweeps(ratings.Users.Count, ratings.Items.Count, samples, _options.Factors, _options.ImplicitSets);
        var heldOut = data.HeldOut.IsEmpty ? null : new HeldOutAverage(ratings, data.HeldOut.Span);
        var next = 0;
        for (var sweep = 1; sweep <= _options.Sweeps; sweep++)
        {
            var past = sweep - _options.BurnIn;

            // The last sweep is always kept, those before it at equal distances.
            var keep = past > 0 && (long)past * samples / (_options.Sweeps - _options.BurnIn) > next;
            var trainRmse = run.SampleUsers(cancellationToken);
            if (keep)
            {
                kept.Priors[next] = KeptPrior.Of(run, ratings, _options.ImplicitSets ? 1 : 0);
                kept.Implicit?.Keep(run.UserPrior.Coefficients(0), next);
                kept.Given.Keep(run.Items, next);
                kept.Users.Keep(run.UserMeans, next, run.Users, kept.Priors[next].Items);
            }

            run.SampleItems(cancellationToken);
            if (keep)
            {
                kept.Items.Keep(run.ItemMeans, next, run.Items, ColumnMoments.Of(run.Users, ratings.ByUser));
                next++;
            }

            progress?.Report(new TrainingEpoch(sweep, _options.Sweeps, trainRmse, heldOut?.Add(run, restart: past <= 1), _time.GetElapsedTime(started)));
        }

        return new BayesianModel(ModelFacts.Of(Definition.Name, ratings, TrainRmse(ratings, kept, cancellationToken)), kept);
    }

    // The implicit set comes first: a fold-in knows it, and nothing else of a user.
    private FeatureBlock[] UserBlocks(TrainingData data) =>
    [
        .. _options.ImplicitSets ? (FeatureBlock[])[new FeatureBlock(data.Ratings.ByUser, data.Ratings.ByItem)] : [],
        .. _options.SideInformation ? SideInformation.OfUsers(data.Ratings.Users, data.Users) : [],
    ];

    private FeatureBlock[] ItemBlocks(TrainingData data) =>
    [
        .. _options.ImplicitSets ? (FeatureBlock[])[new FeatureBlock(data.Ratings.ByItem, data.Ratings.ByUser)] : [],
        .. _options.SideInformation ? SideInformation.OfItems(data.Ratings.Items, data.Items) : [],
    ];

    private float TrainRmse(RatingMatrix ratings, KeptSweeps kept, CancellationToken cancellationToken)
    {
        var squares = new double[ratings.Users.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = RowScheduler.Workers(_options.DegreeOfParallelism), CancellationToken = cancellationToken };
        Parallel.For(0, squares.Length, options, user =>
        {
            var row = ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++)
            {
                var item = row.Indices[i];
                var predicted = kept.Predict(ratings.Mean, kept.Users.Vectors.PaddedRow(user), kept.Users.BiasesOf(user), item);
                double error = Math.Clamp(predicted, ratings.LowestStars, ratings.HighestStars) - row.Stars[i];
                squares[user] += error * error;
            }
        });
        return (float)Math.Sqrt(squares.Sum() / ratings.Count);
    }
}
