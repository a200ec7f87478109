using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Trains a collaborative and a content algorithm, and learns from how many ratings on the first is to be trusted.</summary>
/// <remarks>
/// <para>r̂ = w·r̂_collaborative + (1 − w)·r̂_content, w = n_u/(n_u + h_u) · n_i/(n_i + h_i), with the numbers of ratings of the user and of the item: the weighted and switching hybrids
/// of Burke, "Hybrid Recommender Systems: Survey and Experiments" (2002), with one continuous switch. h_u and h_i are those of the least squared error on a validation share, among
/// 0, ½, 1, 2, 4 … 128.</para>
/// <para>Each part is trained twice: without the validation share to choose the halves, then on everything. Safe for concurrent use.</para>
/// </remarks>
public sealed class HybridTrainer : IRecommenderTrainer
{
    private static readonly HybridTrust Untried = new(10, 10);

    private readonly HybridOptions _options;
    private readonly (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] _parts;
    private readonly TimeProvider _time;

    /// <summary>A trainer with these settings.</summary>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range, or a part is not known or does not predict stars.</exception>
    public HybridTrainer(HybridOptions? options = null, TimeProvider? time = null)
    {
        (_options, _time) = (options ?? new HybridOptions(), time ?? TimeProvider.System);
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _parts = PartSpecification.Trainers($"{_options.Collaborative},{_options.Content}", _options.Seed, _options.DegreeOfParallelism, _time);
        if (_parts.Length != 2)
            throw new ValidationException("A hybrid has one collaborative part and one content part.");
        PartTraining.CheckStars(_parts);
    }

    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "hybrid",
        "Collaborative where there are ratings, content where there are few.",
        predictsStars: true,
        () => new HybridOptions(),
        (options, time) => new HybridTrainer(options, time),
        HybridModel.Read);

    RecommenderModel IRecommenderTrainer.Train(TrainingData data, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken) =>
        Train(data, progress, cancellationToken);

    /// <summary>Fits a model.</summary>
    /// <param name="data">What the parts make use of. Held-out ratings are measured by, and given to no part to stop by.</param>
    /// <param name="progress">Told after each training of a part and at the end, on the calling thread.</param>
    /// <param name="cancellationToken">Handed to the parts.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public HybridModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var training = new PartTraining(_parts, _options.ValidationShare, _options.Seed, _time, progress, data, cancellationToken);
        var trust = training.TrainForValidation() is { } validation
            ? HybridTrust.Fit(validation.Parts[0], validation.Parts[1], validation.Training, validation.Validation)
            : Untried;
        var parts = training.TrainOnAll();
        var facts = training.Facts(Definition, parts);
        var model = new HybridModel(facts, parts[0], parts[1], trust);
        model = new HybridModel(facts with { TrainRmse = training.TrainRmse(model) }, parts[0], parts[1], trust);
        training.Report(model);
        return model;
    }
}
