using System.Globalization;
using System.Reflection;

namespace MovieMesh.Workbench.Tuning;

/// <summary>An option that is a number within bounds.</summary>
internal sealed record SearchRange(PropertyInfo Property, double Low, double High, bool Logarithmic, double Step) : SearchDimension(Property)
{
    // As many as tell one setting from another; commands with more are hard to read.
    private const int Digits = 3;

    public override object At(double place)
    {
        place = Math.Clamp(place, 0, 1);
        var value = Logarithmic ? Low * Math.Pow(High / Low, place) : Low + ((High - Low) * place);
        if (Step > 0)
            value = Math.Round(value / Step) * Step;
        else if (Property.PropertyType == typeof(int))
            value = Math.Round(value);
        else
            value = double.Parse(value.ToString($"g{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Convert(Math.Clamp(value, Low, High));
    }

    public override double PlaceOf(object? value)
    {
        var number = Math.Clamp(System.Convert.ToDouble(value, CultureInfo.InvariantCulture), Low, High);
        if (High <= Low)
            return 0;
        return Logarithmic ? Math.Log(number / Low) / Math.Log(High / Low) : (number - Low) / (High - Low);
    }
}
