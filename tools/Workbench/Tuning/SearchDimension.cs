using System.Globalization;
using System.Reflection;

namespace MovieMesh.Workbench.Tuning;

/// <summary>An option that a search varies.</summary>
internal abstract record SearchDimension(PropertyInfo Property)
{
    /// <summary>The value at a place between 0 and 1, in the option's type.</summary>
    public abstract object At(double place);

    /// <summary>The place of a value, as near as there is one.</summary>
    public abstract double PlaceOf(object? value);

    protected object Convert(double value) => System.Convert.ChangeType(value, Property.PropertyType, CultureInfo.InvariantCulture);
}
