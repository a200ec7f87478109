using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Trains the parts of a model that is made of models: once without a validation share, to fit how they go together, and once on everything.</summary>
internal sealed class PartTraining(
    (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] parts,
    double validationShare,
    ulong seed,
    TimeProvider time,
    IProgress<TrainingEpoch>? progress,
    TrainingData data,
    CancellationToken cancellationToken)
{
    private readonly long _started = time.GetTimestamp();
    private readonly int _epochs = (2 * parts.Length) + 1;
    private int _epoch;

    /// <summary>Refuses parts that do not predict stars in a model that does.</summary>
    public static void CheckStars((RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] parts)
    {
        if (Array.Find(parts, part => !part.Algorithm.PredictsStars).Algorithm is { } part)
            throw new ValidationException($"'{part.Name}' does not predict stars, so it cannot be part of a blend that does.");
    }

    /// <summary>Models that have not seen the validation ratings, and those; null when there are too few ratings to spare some.</summary>
    public (RecommenderModel[] Parts, RatingMatrix Training, Rating[] Validation)? TrainForValidation()
    {
        var ratings = data.Ratings.ToArray();
        for (var i = 0; i < data.Days.Length; i++)
            ratings[i] = ratings[i] with { Day = data.Days.Span[i] };
        var split = Splits.Random(ratings, validationShare, seed);
        if (parts.Length < 2 || split.Training.Length == 0 || split.HeldOut.Length == 0)
        {
            _epoch = parts.Length;
            return null;
        }

        var training = (data.Days.IsEmpty ? new TrainingData(RatingMatrix.Create(split.Training)) : TrainingData.Of(split.Training)) with
        {
            Items = data.Items, Users = data.Users, Interactions = data.Interactions,
        };
        return (Train(training), training.Ratings, split.HeldOut);
    }

    /// <summary>The parts on every rating.</summary>
    public RecommenderModel[] TrainOnAll() => Train(data with { HeldOut = default, Start = null });

    /// <summary>The facts of a model of these parts: it has the items of all of them, for some can score those that nobody rated.</summary>
    public ModelFacts Facts(RecommenderAlgorithm algorithm, RecommenderModel[] models)
    {
        var facts = ModelFacts.Of(algorithm.Name, data.Ratings, trainRmse: 0);
        var ids = IdIndex.Create([.. data.Ratings.Items.Ids, .. models.SelectMany(model => model.ItemIds.Ids.ToArray())]);
        var counts = new int[ids.Count];
        for (var item = 0; item < counts.Length; item++)
            counts[item] = data.Ratings.Items.TryGetIndex(ids[item], out var index) ? facts.ItemRatingCounts[index] : 0;
        return facts with { ItemIds = ids, ItemRatingCounts = counts };
    }

    /// <summary>The error on a sample of the training ratings: a few thousand tell it well enough, all would take as long as a part's training.</summary>
    public float TrainRmse(RecommenderModel model)
    {
        const int Count = 5_000;
        var ratings = data.Ratings.ToArray();
        var step = Math.Max(1, ratings.Length / Count);
        return (float)RatingAccuracy.Of([.. Enumerable.Range(0, (ratings.Length + step - 1) / step).Select(i => ratings[i * step])], model).Rmse;
    }

    /// <summary>Tells of a trained part, or of the whole at the end.</summary>
    public void Report(RecommenderModel model) => progress?.Report(
        new TrainingEpoch(++_epoch, _epochs, model.PredictsStars ? model.TrainRmse : double.NaN, HeldOutError.Of(model, data), time.GetElapsedTime(_started)));

    private RecommenderModel[] Train(TrainingData ratings)
    {
        var models = new RecommenderModel[parts.Length];
        for (var part = 0; part < models.Length; part++)
        {
            models[part] = parts[part].Trainer.Train(ratings, progress: null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            Report(models[part]);
        }

        return models;
    }
}
