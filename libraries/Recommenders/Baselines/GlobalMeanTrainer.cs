namespace MovieMesh.Recommenders.Baselines;

/// <summary>Predicts the mean of all ratings, whoever asks about whatever: r̂ = μ. The zero of the scale on which models that predict stars are measured.</summary>
/// <remarks>One pass over the data.Ratings. Safe for concurrent use.</remarks>
/// <param name="options">There are none; null will do.</param>
/// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
public sealed class GlobalMeanTrainer(GlobalMeanOptions? options = null, TimeProvider? time = null) : ItemScoreTrainer<GlobalMeanOptions>(options, time)
{
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "global-mean", "The mean of all ratings, for everybody.", predictsStars: true, () => new GlobalMeanOptions(), (options, time) => new GlobalMeanTrainer(options, time), ItemScoreModel.Read);

    private protected override string Algorithm => Definition.Name;

    private protected override float ScoreItems(TrainingData data, float[] scores, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Array.Fill(scores, data.Ratings.Mean);
        return data.Ratings.Mean;
    }
}
