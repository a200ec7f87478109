using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;

namespace MovieMesh.TrainingWorker;

/// <summary>Each algorithm's options, from <c>Training:Options:NAME</c>; those of a pair's parts too.</summary>
internal sealed class AlgorithmSettings(IConfiguration configuration) : IValidateOptions<TrainingOptions>
{
    // The parts of a pair are named beside the algorithm, and have its seed and threads.
    private static readonly string[] PartNames = [nameof(PairOptions.Ranker), nameof(PairOptions.Stars)];
    private static readonly string[] OfThePair = [nameof(PairOptions.Seed), nameof(PairOptions.DegreeOfParallelism)];

    private static readonly RecommenderAlgorithm Pair = RecommenderAlgorithms.Find("pair")!;

    private readonly IConfigurationSection _section = configuration.GetSection("Training:Options");

    public object OptionsOf(RecommenderAlgorithm algorithm, TrainingOptions training)
    {
        var options = algorithm.CreateOptions();
        _section.GetSection(algorithm.Name).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        if (options is PairOptions pair)
        {
            (pair.Ranker, pair.Stars) = (WithSettings(training.Ranker), WithSettings(training.Stars));
        }

        return options;
    }

    /// <summary>The options as people read them, by name; those of a pair's parts by the part too.</summary>
    public static Dictionary<string, string> Describe(object options)
    {
        var described = options.GetType().GetProperties().ToDictionary(
            property => CamelCase(property.Name),
            property => Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) ?? "",
            StringComparer.Ordinal);
        if (options is PairOptions pair)
        {
            foreach (var (part, text) in new[] { (PairTrainer.RankerPart, pair.Ranker), (PairTrainer.StarsPart, pair.Stars) })
            {
                var own = Describe(PartSpecification.Parse(text).CreateOptions());
                foreach (var (name, value) in own.Where(setting => !OfThePair.Select(CamelCase).Contains(setting.Key)))
                {
                    described[$"{part}.{name}"] = value;
                }
            }
        }

        return described;
    }

    public ValidateOptionsResult Validate(string? name, TrainingOptions options)
    {
        if (RecommenderAlgorithms.Find(options.Algorithm) is null)
        {
            return ValidateOptionsResult.Fail($"Training:Algorithm: {Unknown(options.Algorithm)}");
        }

        foreach (var section in _section.GetChildren())
        {
            if (RecommenderAlgorithms.Find(section.Key) is not { } algorithm)
            {
                return ValidateOptionsResult.Fail($"{section.Path}: {Unknown(section.Key)}");
            }

            if (algorithm == Pair && section.GetChildren().FirstOrDefault(IsPart) is { } part)
            {
                return ValidateOptionsResult.Fail($"{part.Path}: The parts of a pair are set by Training:Ranker and Training:Stars.");
            }

            try
            {
                algorithm.CreateTrainer(OptionsOf(algorithm, options));
            }
            catch (Exception exception) when (exception is InvalidOperationException or ValidationException)
            {
                return ValidateOptionsResult.Fail($"{section.Path}: {exception.Message}");
            }
        }

        try
        {
            Pair.CreateTrainer(OptionsOf(Pair, options));
        }
        catch (ValidationException exception)
        {
            return ValidateOptionsResult.Fail($"Training:Ranker or Training:Stars: {exception.Message}");
        }

        return ValidateOptionsResult.Success;
    }

    public static string Unknown(string algorithm) => $"There is no algorithm '{algorithm}'; there are: {string.Join(", ", RecommenderAlgorithms.All.Select(a => a.Name))}.";

    /// <summary>A part with the settings of its algorithm, which those in its brackets go before.</summary>
    private string WithSettings(string text)
    {
        var part = PartSpecification.Parse(text);
        var settings = _section.GetSection(part.Algorithm.Name).GetChildren();
        return settings.Aggregate(part, (one, setting) => one.WithDefault(CamelCase(setting.Key), setting.Value ?? "")).ToString();
    }

    private static bool IsPart(IConfigurationSection setting) => PartNames.Contains(setting.Key, StringComparer.OrdinalIgnoreCase);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
