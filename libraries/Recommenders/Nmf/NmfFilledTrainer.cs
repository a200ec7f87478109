using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Non-negative matrix factorization in the textbook form, X ≈ WH with W, H ≥ 0, on a matrix whose gaps are filled first.</summary>
/// <remarks>
/// <para>Lee and Seung, "Algorithms for Non-negative Matrix Factorization" (NIPS 2000), min ‖X − WH‖² + λ‖W‖² + λ‖H‖², by coordinate descent on rows instead of multiplicative steps. X is never
/// formed: it is the sparse differences of ratings from the fill plus a fill of rank one.</para>
/// <para>A user unseen in training is projected on the fixed components.</para>
/// <para>An epoch costs O(ratings · k + (users + items) · sweeps · k²). Memory beside the ratings: 8·k bytes per user and item with held-out ratings, half of it without. Every row is
/// solved by itself: the same bits for any number of threads. Safe for concurrent use.</para>
/// </remarks>
public sealed class NmfFilledTrainer : IRecommenderTrainer
{
    private readonly NmfFilledOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public NmfFilledTrainer(NmfFilledOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new NmfFilledOptions();
        _time = time ?? TimeProvider.System;
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "nmf-filled", "Non-negative matrix factorization of the filled matrix, as textbooks have it.", predictsStars: true, () => new NmfFilledOptions(), (options, time) => new NmfFilledTrainer(options, time), NmfModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">The ratings; what else there is, is not looked at.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>The fitted model: of the best epoch when there are held-out ratings, else of the last.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public NmfModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var ratings = data.Ratings;
        var shift = Math.Min(0, ratings.LowestStars);
        var centre = MathF.Sqrt((ratings.Mean - shift) / _options.Factors);
        var form = new NmfForm(shift, centre, _options.Regularization, UserOffset: 0, ItemOffset: 0, Fills(ratings, shift));
        return NmfRun.Train(Definition.Name, form, (_options.Factors, _options.Epochs, _options.Patience, _options.Seed, _options.DegreeOfParallelism), data, _time, progress, cancellationToken);
    }

    private float[] Fills(RatingMatrix ratings, float shift)
    {
        var fills = new float[ratings.Items.Count];
        if (_options.Fill == NmfFill.MatrixMedian)
            Array.Fill(fills, Median(ratings.ByItem.Values) - shift);
        for (var item = 0; item < fills.Length && _options.Fill == NmfFill.ItemMedian; item++)
            fills[item] = Median(ratings.RatingsOfItem(item).Stars) - shift;
        return fills;
    }

    private static float Median(ReadOnlySpan<float> stars)
    {
        var sorted = stars.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
