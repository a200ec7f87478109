namespace MovieMesh.WebUI.Posters;

/// <summary>Chance that falls the same way for the same movie on every machine (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Next(int sides) => (int)(NextBits() % (ulong)sides);

    public double Between(double low, double high) => low + ((high - low) * ((NextBits() >> 11) * (1.0 / (1UL << 53))));

    public bool Chance(double probability) => Between(0, 1) < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
