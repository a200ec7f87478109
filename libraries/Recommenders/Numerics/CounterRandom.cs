namespace MovieMesh.Recommenders.Numerics;

/// <summary>
/// Random numbers as a pure function of (seed, stream, counter): any thread may draw any of them in any order and gets the same value.
/// </summary>
/// <remarks>The mixing function is splitmix64's finaliser: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal static class CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>splitmix64: the golden-ratio step followed by the finaliser, as in the authors' reference code.</summary>
    public static ulong SplitMix64(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>64 random bits for a place in a stream.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong counter) => SplitMix64(SplitMix64(SplitMix64(seed) ^ stream) ^ counter);

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public static double Uniform(ulong seed, ulong stream, ulong counter) => (Bits(seed, stream, counter) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number by Box and Muller's method.</summary>
    public static double Normal(ulong seed, ulong stream, ulong counter)
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - Uniform(seed, stream, 2 * counter)));
        return radius * Math.Cos(2.0 * Math.PI * Uniform(seed, stream, (2 * counter) + 1));
    }
}
