using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;

namespace MovieMesh.TrainingWorker;

/// <summary>Each algorithm's options, from <c>Training:Options:NAME</c>.</summary>
internal sealed class AlgorithmSettings(IConfiguration configuration) : IValidateOptions<TrainingOptions>
{
    private readonly IConfigurationSection _section = configuration.GetSection("Training:Options");

    public object OptionsOf(RecommenderAlgorithm algorithm)
    {
        var options = algorithm.CreateOptions();
        _section.GetSection(algorithm.Name).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        return options;
    }

    /// <summary>The options as people read them, by name.</summary>
    public static Dictionary<string, string> Describe(object options) => options.GetType().GetProperties().ToDictionary(
        property => CamelCase(property.Name),
        property => Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) ?? "",
        StringComparer.Ordinal);

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

            try
            {
                algorithm.CreateTrainer(OptionsOf(algorithm));
            }
            catch (Exception exception) when (exception is InvalidOperationException or ValidationException)
            {
                return ValidateOptionsResult.Fail($"{section.Path}: {exception.Message}");
            }
        }

        return ValidateOptionsResult.Success;
    }

    public static string Unknown(string algorithm) => $"There is no algorithm '{algorithm}'; there are: {string.Join(", ", RecommenderAlgorithms.All.Select(a => a.Name))}.";

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
