using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using MovieMesh.Recommenders;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Tuning;

/// <summary>Which options of an algorithm are searched, and where: as it declares, or as the command line says.</summary>
internal static partial class SearchSpace
{
    /// <summary>Where an algorithm declares nothing: this far from the default to either side.</summary>
    private const double Stretch = 4;

    /// <summary>From this ratio on, bounds given by hand are taken for factors rather than differences.</summary>
    private const double LogarithmicRatio = 8;

    // What they trade is time, not accuracy, or they say what is measured.
    private static readonly string[] Fixed = ["Seed", "DegreeOfParallelism", "Patience", "MinimumImprovement", "PositiveThreshold", "Epochs"];

    /// <summary>The space of an algorithm.</summary>
    /// <param name="options">Its options; where they stand is the middle of what is searched without a declaration.</param>
    /// <param name="searches">Such as <c>factors=8..64</c> or <c>measure=cosine|pearson</c>; any at all replaces what the algorithm declares.</param>
    public static IReadOnlyList<SearchDimension> Of(object options, IReadOnlyList<string> searches)
    {
        if (searches.Count > 0)
            return [.. searches.Select(search => TryParse(options, search)).OfType<SearchDimension>()];
        var properties = OptionSetter.Properties(options);
        var declared = properties.Select(property => Declared(property, options)).OfType<SearchDimension>().ToArray();
        return declared.Length > 0 ? declared : [.. properties.Select(property => Around(property, options)).OfType<SearchDimension>()];
    }

    /// <summary>Refuses what is no search at all.</summary>
    public static void Check(string search)
    {
        if (!SearchPattern().IsMatch(search))
            throw new EvaluationException($"'{search}' is no search; write name=low..high or name=one|other.");
    }

    private static SearchDimension? TryParse(object options, string search)
    {
        var match = SearchPattern().Match(search);
        if (OptionSetter.Find(options, match.Groups["name"].Value) is not { } property)
            return null;
        if (match.Groups["choices"] is { Success: true } choices)
            return new SearchChoice(property, [.. choices.Value.Split('|').Select(text => Converted(property, text))]);
        var (low, high) = (Number(match, "low"), Number(match, "high"));
        if (!(low < high) || !IsNumber(property))
            throw new EvaluationException($"'{search}' is no search; {property.Name} would need two numbers, the lower one first.");
        return new SearchRange(property, low, high, low > 0 && high / low >= LogarithmicRatio, 0);
    }

    // An algorithm that sets an option out of the bounds, as biases set the number of factors to none, means it to stay.
    private static SearchDimension? Declared(PropertyInfo property, object options)
    {
        if (property.GetCustomAttribute<TunableAttribute>() is not { } tunable)
            return null;
        if (property.PropertyType == typeof(bool))
            return new SearchChoice(property, [false, true]);
        if (property.PropertyType.IsEnum)
            return new SearchChoice(property, [.. Enum.GetValues(property.PropertyType).Cast<object>()]);
        var start = Convert.ToDouble(property.GetValue(options), CultureInfo.InvariantCulture);
        return start < tunable.Low || start > tunable.High ? null : new SearchRange(property, tunable.Low, tunable.High, tunable.Logarithmic, tunable.Step);
    }

    private static SearchRange? Around(PropertyInfo property, object options)
    {
        if (Fixed.Contains(property.Name, StringComparer.Ordinal) || !IsNumber(property) || property.GetCustomAttribute<RangeAttribute>() is not { } range)
            return null;
        var middle = Convert.ToDouble(property.GetValue(options), CultureInfo.InvariantCulture);
        var low = Math.Max(Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), middle / Stretch);
        var high = Math.Min(Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture), middle * Stretch);
        return middle > 0 && low > 0 && low < high ? new SearchRange(property, low, high, Logarithmic: true, Step: 0) : null;
    }

    private static object Converted(PropertyInfo property, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(property.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, text)!;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new EvaluationException($"'{text}' is no value for {property.Name}.");
        }
    }

    private static bool IsNumber(PropertyInfo property) => property.PropertyType == typeof(int) || property.PropertyType == typeof(float) || property.PropertyType == typeof(double);

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>[\w-]+)=((?<low>-?[\d.]*\d(e-?\d+)?)\.\.(?<high>-?[\d.]*\d(e-?\d+)?)|(?<choices>[^|]+(\|[^|]+)+))$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SearchPattern();
}
