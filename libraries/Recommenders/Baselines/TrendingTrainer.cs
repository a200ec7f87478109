namespace MovieMesh.Recommenders.Baselines;

/// <summary>What is liked these days: score = Σ 2^(−age / half-life) over an item's ratings of at least <see cref="TrendingOptions.PositiveThreshold"/> stars.</summary>
/// <remarks>
/// <para>A rating's age is counted in days back from the last day in the data. Where days are not known all ratings count the same, and this is <see cref="PopularityTrainer"/>.</para>
/// <para>One pass over the ratings. Safe for concurrent use.</para>
/// </remarks>
/// <param name="options">The settings; null takes the defaults.</param>
/// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
/// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
public sealed class TrendingTrainer(TrendingOptions? options = null, TimeProvider? time = null) : ItemScoreTrainer<TrendingOptions>(options, time)
{
    internal static RecommenderAlgorithm Definition { get; } = RecommenderAlgorithm.Create(
        "trending", "What most people liked lately.", predictsStars: false, () => new TrendingOptions(), (options, time) => new TrendingTrainer(options, time), ItemScoreModel.Read);

    private protected override string Algorithm => Definition.Name;

    private protected override float ScoreItems(TrainingData data, float[] scores, CancellationToken cancellationToken)
    {
        var days = data.Days.Span;
        var today = 0;
        foreach (var day in days)
            today = Math.Max(today, day);
        var sums = new double[scores.Length];
        var place = 0;
        for (var user = 0; user < data.Ratings.Users.Count; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = data.Ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++, place++)
            {
                if (row.Stars[i] >= Options.PositiveThreshold)
                    sums[row.Indices[i]] += days.IsEmpty ? 1 : Math.Pow(2, (days[place] - today) / Options.HalfLifeDays);
            }
        }

        for (var item = 0; item < scores.Length; item++)
            scores[item] = (float)sums[item];
        return 0;
    }
}
