using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using MovieMesh.Recommenders;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Sets properties of options objects from <c>name=value</c>, or <c>algorithm.name=value</c> for one algorithm alone; case and hyphens in the name do not matter.</summary>
internal static class OptionSetter
{
    /// <summary>The options of algorithms with settings applied: each to those algorithms that have such an option, of which there must be one.</summary>
    public static IReadOnlyList<object> Create(IReadOnlyList<RecommenderAlgorithm> algorithms, IReadOnlyList<string> settings)
    {
        var options = algorithms.Select(algorithm => algorithm.CreateOptions()).ToArray();
        foreach (var setting in settings)
        {
            var (target, name, value) = Parse(setting);
            var applied = false;
            for (var i = 0; i < options.Length; i++)
            {
                if ((target is not null && !algorithms[i].Name.Equals(target, StringComparison.OrdinalIgnoreCase)) || Find(options[i], name) is not { } property)
                    continue;
                Set(options[i], property, value);
                applied = true;
            }

            if (!applied)
                throw new EvaluationException($"'{setting}' sets no option; write name=value, or algorithm.name=value, with one of: {Describe(algorithms, options)}.");
        }

        return options;
    }

    public static void Set(object options, PropertyInfo property, string value)
    {
        try
        {
            property.SetValue(options, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, value));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new EvaluationException($"'{value}' is no value for {property.Name}.");
        }
    }

    public static object Clone(RecommenderAlgorithm algorithm, object options)
    {
        var clone = algorithm.CreateOptions();
        foreach (var property in Properties(options))
            property.SetValue(clone, property.GetValue(options));
        return clone;
    }

    /// <summary>The settings that lead from the defaults to these options.</summary>
    public static IReadOnlyList<string> Differences(RecommenderAlgorithm algorithm, object options)
    {
        var defaults = algorithm.CreateOptions();
        return
        [
            .. Properties(options).Where(property => !Equals(property.GetValue(defaults), property.GetValue(options)))
                .Select(property => string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}={property.GetValue(options)}")),
        ];
    }

    public static PropertyInfo? Find(object options, string name) =>
        Array.Find(Properties(options), p => p.Name.Equals(name.Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    public static PropertyInfo[] Properties(object options) =>
        Array.FindAll(options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance), p => p.SetMethod is { IsPublic: true });

    private static (string? Target, string Name, string Value) Parse(string setting)
    {
        var parts = setting.Split('=', 2);
        if (parts.Length < 2)
            throw new EvaluationException($"'{setting}' sets no option; write name=value.");
        var dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (null, parts[0], parts[1]) : (parts[0][..dot], parts[0][(dot + 1)..], parts[1]);
    }

    private static string Describe(IReadOnlyList<RecommenderAlgorithm> algorithms, object[] options) =>
        string.Join("; ", algorithms.Select((algorithm, i) => $"{algorithm.Name}: {string.Join(", ", Properties(options[i]).Select(p => p.Name))}"));
}
