namespace MovieMesh.Recommenders;

/// <summary>Says of an option that accuracy depends on it, and between which values a search should look; narrower than what is allowed.</summary>
/// <param name="low">The lowest value worth trying.</param>
/// <param name="high">The highest.</param>
/// <remarks>Of an option that is a <see cref="bool"/> or an enumeration all values are tried and the bounds say nothing.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TunableAttribute(double low = 0, double high = 1) : Attribute
{
    /// <summary>The lowest value worth trying.</summary>
    public double Low { get; } = low;

    /// <summary>The highest value worth trying.</summary>
    public double High { get; } = high;

    /// <summary>Whether factors matter rather than differences: 1, 2, 4, 8 are equally far from each other. The lowest value must then be above 0.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Values are multiples of this; 0 for any.</summary>
    public double Step { get; init; }
}
