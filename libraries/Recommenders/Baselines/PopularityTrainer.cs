namespace MovieMesh.Recommenders.Baselines;

/// <summary>The most liked first: score = the number of ratings of at least <see cref="PopularityOptions.PositiveThreshold"/> stars.</summary>
/// <remarks>One pass over the data.Ratings. Safe for concurrent use.</remarks>
/// <param name="options">The settings; null takes the defaults.</param>
/// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
/// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
public sealed class PopularityTrainer(PopularityOptions? options = null, TimeProvider? time = null) : ItemScoreTrainer<PopularityOptions>(options, time)
{
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "popularity", "What most people liked.", predictsStars: false, () => new PopularityOptions(), (options, time) => new PopularityTrainer(options, time), ItemScoreModel.Read);

    private protected override string Algorithm => Definition.Name;

    private protected override float ScoreItems(TrainingData data, float[] scores, CancellationToken cancellationToken)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = 0;
            foreach (var stars in data.Ratings.RatingsOfItem(item).Stars)
                count += stars >= Options.PositiveThreshold ? 1 : 0;
            scores[item] = count;
        }

        return 0;
    }
}
