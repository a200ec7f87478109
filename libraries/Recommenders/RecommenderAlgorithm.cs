using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders;

/// <summary>An algorithm by its name: how its options, trainers and saved models come to be.</summary>
public sealed class RecommenderAlgorithm
{
    private readonly Func<object> _createOptions;
    private readonly Func<object, TimeProvider?, IRecommenderTrainer> _createTrainer;
    private readonly Func<ModelReader, ModelFacts, RecommenderModel> _read;

    private RecommenderAlgorithm(
        string name,
        string summary,
        bool predictsStars,
        bool continuesModels,
        bool learnsFromInteractions,
        Func<object> createOptions,
        Func<object, TimeProvider?, IRecommenderTrainer> createTrainer,
        Func<ModelReader, ModelFacts, RecommenderModel> read)
    {
        (Name, Summary, PredictsStars, ContinuesModels, LearnsFromInteractions) = (name, summary, predictsStars, continuesModels, learnsFromInteractions);
        (_createOptions, _createTrainer, _read) = (createOptions, createTrainer, read);
    }

    /// <summary>The name, in lower case with hyphens, such as <c>als</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line for people.</summary>
    public string Summary { get; }

    /// <summary>Whether its predictions are stars; if not, its scores do no more than put items in an order.</summary>
    public bool PredictsStars { get; }

    /// <summary>Whether training can go on from an earlier model (<see cref="TrainingData.Start"/>) instead of from nothing.</summary>
    public bool ContinuesModels { get; }

    /// <summary>Whether it learns from what users did beside rating (<see cref="TrainingData.Interactions"/>), and its models fold users in by it.</summary>
    public bool LearnsFromInteractions { get; }

    /// <summary>Makes its options as documented, all at their defaults.</summary>
    /// <returns>A new object with settable properties, whose ranges are given by data annotations.</returns>
    public object CreateOptions() => _createOptions();

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Options from <see cref="CreateOptions"/>; null takes the defaults.</param>
    /// <param name="time">The clock for <see cref="TrainingEpoch.Elapsed"/>; null takes the system's.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    /// <exception cref="InvalidCastException">The options are another algorithm's.</exception>
    public IRecommenderTrainer CreateTrainer(object? options = null, TimeProvider? time = null) => _createTrainer(options ?? CreateOptions(), time);

    internal static RecommenderAlgorithm Create<TOptions>(
        string name,
        string summary,
        bool predictsStars,
        Func<TOptions> createOptions,
        Func<TOptions, TimeProvider?, IRecommenderTrainer> createTrainer,
        Func<ModelReader, ModelFacts, RecommenderModel> read,
        bool continuesModels = false,
        bool learnsFromInteractions = false)
        where TOptions : class =>
        new(name, summary, predictsStars, continuesModels, learnsFromInteractions, createOptions, (options, time) => createTrainer((TOptions)options, time), read);

    internal RecommenderModel Read(ModelReader reader, ModelFacts facts) => _read(reader, facts);
}
