namespace MovieMesh.Recommenders.Baselines;

/// <summary>The best rated first, by the Bayesian average: score = (C·μ + Σ stars) / (C + n) for an item with n data.Ratings.</summary>
/// <remarks>
/// <para>The posterior mean of an item's true mean rating under a normal prior around μ that is worth C ratings: one rating of five stars does not make the
/// best film of all time. The same formula orders the lists of many film sites.</para>
/// <para>Lists subtract <see cref="RankingOptions.Caution"/> as those of all models that predict stars do; with 0 they are in the order of the average alone.</para>
/// <para>One pass over the data.Ratings. Safe for concurrent use.</para>
/// </remarks>
/// <param name="options">The settings; null takes the defaults.</param>
/// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
/// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
public sealed class TopRatedTrainer(TopRatedOptions? options = null, TimeProvider? time = null) : ItemScoreTrainer<TopRatedOptions>(options, time)
{
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "top-rated", "The best rated, by Bayesian average.", predictsStars: true, () => new TopRatedOptions(), (options, time) => new TopRatedTrainer(options, time), ItemScoreModel.Read);

    private protected override string Algorithm => Definition.Name;

    private protected override float ScoreItems(TrainingData data, float[] scores, CancellationToken cancellationToken)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stars = data.Ratings.RatingsOfItem(item).Stars;
            var sum = 0.0;
            foreach (var value in stars)
                sum += value - data.Ratings.Mean;
            scores[item] = (float)(data.Ratings.Mean + (sum / (stars.Length + Options.PriorRatings)));
        }

        return data.Ratings.Mean;
    }
}
