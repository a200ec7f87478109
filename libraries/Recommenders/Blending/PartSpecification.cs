using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MovieMesh.Recommenders.Blending;

/// <summary>Trainers of parts from text such as <c>als(factors=64;epochs=10),item-knn</c>.</summary>
internal static class PartSpecification
{
    /// <exception cref="ValidationException">A part or setting is not known, or a value is out of its range; the message says which.</exception>
    public static (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] Parse(string text, ulong seed, int degreeOfParallelism, TimeProvider time)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? throw new ValidationException("There are no parts to blend.") : [.. parts.Select(part => ParsePart(part, seed, degreeOfParallelism, time))];
    }

    private static (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer) ParsePart(string part, ulong seed, int degreeOfParallelism, TimeProvider time)
    {
        var bracket = part.IndexOf('(', StringComparison.Ordinal);
        var (name, settings) = bracket < 0 ? (part, string.Empty) : (part[..bracket].Trim(), part[(bracket + 1)..].TrimEnd(')', ' '));
        var algorithm = RecommenderAlgorithms.Find(name) ?? throw new ValidationException($"There is no algorithm '{name}' to blend.");
        if (algorithm == BlendTrainer.Stars || algorithm == BlendTrainer.Ranking || algorithm == HybridTrainer.Definition)
            throw new ValidationException($"'{name}' is made of other algorithms itself, and no part of one.");
        var options = algorithm.CreateOptions();
        SetIfThere(options, "Seed", seed);
        SetIfThere(options, "DegreeOfParallelism", degreeOfParallelism);
        foreach (var setting in settings.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Set(options, name, setting);
        return (algorithm, algorithm.CreateTrainer(options, time));
    }

    private static void SetIfThere(object options, string name, object value)
    {
        var property = options.GetType().GetProperty(name);
        if (property?.PropertyType == value.GetType())
            property.SetValue(options, value);
    }

    private static void Set(object options, string part, string setting)
    {
        var sides = setting.Split('=', 2, StringSplitOptions.TrimEntries);
        var property = Array.Find(options.GetType().GetProperties(), p => p.Name.Equals(sides[0].Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        if (sides.Length < 2 || property is null)
            throw new ValidationException($"'{setting}' sets no option of '{part}'.");
        try
        {
            property.SetValue(options, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, sides[1]));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new ValidationException($"'{sides[1]}' is no value for '{sides[0]}' of '{part}'.", exception);
        }
    }
}
