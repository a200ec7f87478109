using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MovieMesh.Recommenders.Blending;

/// <summary>
/// An algorithm with settings, as text such as <c>als(factors=64;epochs=10)</c>: how the parts of a model that is made of models are named.
/// </summary>
/// <remarks>
/// Immutable. What stands in brackets may have brackets itself: <c>blend(parts=als(factors=8),item-knn;seed=7)</c>. Of two values for a
/// setting the last counts.
/// </remarks>
public sealed class PartSpecification
{
    private static readonly string[] Composites = ["blend", "blend-ranking", "hybrid", "pair"];

    private PartSpecification(RecommenderAlgorithm algorithm, IReadOnlyList<KeyValuePair<string, string>> settings) =>
        (Algorithm, Settings) = (algorithm, settings);

    /// <summary>The algorithm.</summary>
    public RecommenderAlgorithm Algorithm { get; }

    /// <summary>Settings by name as they were written, those of an algorithm's options; the rest are at their defaults.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; }

    /// <summary>Whether the algorithm is made of other algorithms itself.</summary>
    public bool IsComposite => Composites.Contains(Algorithm.Name, StringComparer.Ordinal);

    /// <summary>Reads one part.</summary>
    /// <param name="text">The name, and settings in brackets with semicolons between.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ValidationException">
    /// The algorithm is not known, or brackets do not match; the message says which. Settings are looked at by
    /// <see cref="CreateOptions()"/>.
    /// </exception>
    public static PartSpecification Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var part = text.Trim();
        var bracket = part.IndexOf('(', StringComparison.Ordinal);
        var name = bracket < 0 ? part : part[..bracket].Trim();
        var algorithm = RecommenderAlgorithms.Find(name)
            ?? throw new ValidationException($"There is no algorithm '{name}' to make a part of.");
        if (bracket < 0)
            return new PartSpecification(algorithm, []);
        if (part[^1] != ')')
            throw new ValidationException($"The brackets of '{part}' do not match.");
        return new PartSpecification(algorithm, [.. Split(part[(bracket + 1)..^1], ';').Select(setting => ParseSetting(name, setting))]);
    }

    /// <summary>Reads several parts.</summary>
    /// <param name="text">Parts with commas between.</param>
    /// <returns>The parts, at least one.</returns>
    /// <exception cref="ValidationException">There are none, or one is not to be read: see <see cref="Parse"/>.</exception>
    public static IReadOnlyList<PartSpecification> ParseMany(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        PartSpecification[] parts = [.. Split(text, ',').Select(Parse)];
        return parts.Length == 0 ? throw new ValidationException("There are no parts to blend.") : parts;
    }

    /// <summary>The same with another setting, which counts whatever was set before.</summary>
    /// <param name="name">The name of an option, in any case, hyphens allowed.</param>
    /// <param name="value">The value as text.</param>
    /// <returns>A new specification.</returns>
    public PartSpecification With(string name, string value) =>
        new(Algorithm, [.. Settings.Where(setting => !IsSame(setting.Key, name)), new(name, value)]);

    /// <summary>The same with a setting that counts where it is not set yet.</summary>
    /// <param name="name">The name of an option, in any case, hyphens allowed.</param>
    /// <param name="value">The value as text.</param>
    /// <returns>A new specification, or this one.</returns>
    public PartSpecification WithDefault(string name, string value) =>
        Settings.Any(setting => IsSame(setting.Key, name)) ? this : With(name, value);

    /// <summary>The algorithm's options with these settings.</summary>
    /// <returns>A new object.</returns>
    /// <exception cref="ValidationException">There is no such option, or a value is none for it; the message says which.</exception>
    public object CreateOptions() => CreateOptions(seed: null, degreeOfParallelism: null);

    /// <summary>The text: <see cref="Parse"/> reads it back.</summary>
    /// <returns>The name, and settings in brackets where there are some.</returns>
    public override string ToString() => Settings.Count == 0
        ? Algorithm.Name
        : $"{Algorithm.Name}({string.Join(';', Settings.Select(setting => $"{setting.Key}={setting.Value}"))})";

    /// <summary>Trainers of parts that are not made of other algorithms.</summary>
    /// <exception cref="ValidationException">
    /// A part or setting is not known, or a value is out of its range; the message says which.
    /// </exception>
    internal static (RecommenderAlgorithm Algorithm, IRecommenderTrainer Trainer)[] Trainers(
        string text, ulong seed, int degreeOfParallelism, TimeProvider time) =>
    [
        .. ParseMany(text).Select(part => part.IsComposite
            ? throw new ValidationException($"'{part.Algorithm.Name}' is made of other algorithms itself, and no part of one.")
            : (part.Algorithm, part.Algorithm.CreateTrainer(part.CreateOptions(seed, degreeOfParallelism), time))),
    ];

    internal object CreateOptions(ulong? seed, int? degreeOfParallelism)
    {
        var options = Algorithm.CreateOptions();
        SetIfThere(options, "Seed", seed);
        SetIfThere(options, "DegreeOfParallelism", degreeOfParallelism);
        foreach (var (name, value) in Settings)
            Set(options, name, value);
        return options;
    }

    private static KeyValuePair<string, string> ParseSetting(string part, string setting)
    {
        var sides = setting.Split('=', 2, StringSplitOptions.TrimEntries);
        return sides.Length == 2 ? new(sides[0], sides[1]) : throw new ValidationException($"'{setting}' sets no option of '{part}'.");
    }

    /// <summary>Splits where no bracket is open.</summary>
    private static List<string> Split(string text, char separator)
    {
        var pieces = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '(' or ')')
                depth += text[i] == '(' ? 1 : -1;
            if (depth < 0 || (i == text.Length && depth > 0))
                throw new ValidationException($"The brackets of '{text}' do not match.");
            if (i < text.Length && (depth > 0 || text[i] != separator))
                continue;
            if (text[start..i].Trim() is { Length: > 0 } piece)
                pieces.Add(piece);
            start = i + 1;
        }

        return pieces;
    }

    private static void SetIfThere(object options, string name, object? value)
    {
        var property = options.GetType().GetProperty(name);
        if (property?.PropertyType == value?.GetType())
            property?.SetValue(options, value);
    }

    private void Set(object options, string name, string value)
    {
        var property = Array.Find(options.GetType().GetProperties(), p => IsSame(p.Name, name))
            ?? throw new ValidationException($"'{name}={value}' sets no option of '{Algorithm.Name}'.");
        try
        {
            var converter = TypeDescriptor.GetConverter(property.PropertyType);
            property.SetValue(options, converter.ConvertFromString(null, CultureInfo.InvariantCulture, value));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new ValidationException($"'{value}' is no value for '{name}' of '{Algorithm.Name}'.", exception);
        }
    }

    private static bool IsSame(string one, string other) => WithoutHyphens(one).Equals(WithoutHyphens(other), StringComparison.OrdinalIgnoreCase);

    private static string WithoutHyphens(string name) => name.Replace("-", string.Empty, StringComparison.Ordinal);
}
