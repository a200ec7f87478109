using System.Reflection;

namespace MovieMesh.Workbench.Tuning;

/// <summary>An option with a few values, in no order.</summary>
internal sealed record SearchChoice(PropertyInfo Property, IReadOnlyList<object> Values) : SearchDimension(Property)
{
    public override object At(double place) => Values[Math.Clamp((int)(place * Values.Count), 0, Values.Count - 1)];

    public override double PlaceOf(object? value) => (Math.Max(0, Values.ToList().IndexOf(value!)) + 0.5) / Values.Count;
}
