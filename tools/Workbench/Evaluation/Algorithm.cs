using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>An algorithm by the name that the command line knows it by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Defaults">Its options, as documented.</param>
/// <param name="Fit">Fits it with its options, reporting the share of epochs done, and returns its prediction for a user and a movie.</param>
internal sealed record Algorithm(string Name, Func<object> Defaults, Func<object, RatingMatrix, Action<double>, CancellationToken, Func<int, int, float>> Fit)
{
    public static IReadOnlyList<Algorithm> All { get; } =
    [
        new("biases", () => new AlsOptions { Factors = 0 }, FitAls),
        new("als", () => new AlsOptions(), FitAls),
    ];

    public static IReadOnlyList<Algorithm> Select(string names)
    {
        if (names == "all")
            return All;
        return [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name =>
            All.FirstOrDefault(algorithm => algorithm.Name == name)
            ?? throw new EvaluationException($"There is no algorithm '{name}'; there are: {string.Join(", ", All.Select(a => a.Name))}."))];
    }

    public object CreateOptions(IEnumerable<string> settings)
    {
        var options = Defaults();
        foreach (var setting in settings)
            OptionSetter.Apply(options, setting);
        return options;
    }

    private static Func<int, int, float> FitAls(object options, RatingMatrix ratings, Action<double> report, CancellationToken cancellationToken)
    {
        var epochs = new EpochListener(epoch => report((double)epoch.Epoch / epoch.Epochs));
        return new AlsTrainer((AlsOptions)options).Train(ratings, progress: epochs, cancellationToken: cancellationToken).Predict;
    }

    // Progress<T> would report through the thread pool, out of order and late.
    private sealed class EpochListener(Action<TrainingEpoch> listen) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => listen(value);
    }
}
