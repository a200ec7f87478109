using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Sets a property of an options object from <c>name=value</c>; case and hyphens in the name do not matter.</summary>
internal static class OptionSetter
{
    public static void Apply(object options, string setting)
    {
        var parts = setting.Split('=', 2);
        var property = Array.Find(Properties(options), p => p.Name.Equals(parts[0].Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        if (parts.Length < 2 || property is null)
            throw new EvaluationException($"'{setting}' sets no option; write name=value with one of: {string.Join(", ", Properties(options).Select(p => p.Name))}.");
        try
        {
            property.SetValue(options, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, parts[1]));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            throw new EvaluationException($"'{parts[1]}' is no value for {property.Name}.");
        }
    }

    private static PropertyInfo[] Properties(object options) => options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
