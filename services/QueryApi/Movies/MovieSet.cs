namespace MovieMesh.QueryApi.Movies;

/// <summary>A set of positions in the catalogue, one bit each.</summary>
internal sealed class MovieSet(int movies)
{
    private readonly ulong[] _bits = new ulong[(movies + 63) / 64];

    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    public void Add(int position) => _bits[position >> 6] |= 1UL << (position & 63);

    public void Add(ReadOnlySpan<int> positions)
    {
        foreach (var position in positions)
        {
            Add(position);
        }
    }

    public bool Contains(int position) => (_bits[position >> 6] >> (position & 63) & 1) != 0;

    public MovieSet And(MovieSet other)
    {
        var result = new MovieSet(movies);
        for (var i = 0; i < _bits.Length; i++)
        {
            result._bits[i] = _bits[i] & other._bits[i];
        }

        return result;
    }

    public MovieSet Or(MovieSet other)
    {
        var result = new MovieSet(movies);
        for (var i = 0; i < _bits.Length; i++)
        {
            result._bits[i] = _bits[i] | other._bits[i];
        }

        return result;
    }
}
