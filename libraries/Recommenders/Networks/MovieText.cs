using System.Globalization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Turns what is known of a movie into a vector of two hashed bags: pieces of at most two characters, and words weighted by tf-idf; each of length 1, or empty.</summary>
/// <remarks>Genres, tags, decade, director and cast are words of their own kind: the tag "alien" is not the title word "alien", yet both count.</remarks>
internal sealed class MovieText(int pieceBuckets, int wordBuckets, float[] rarity)
{
    private const int MostTags = 20;
    private const int MostCast = 5;

    /// <summary>The number of entries of a vector.</summary>
    public int Length => PieceBuckets + WordBuckets;

    public int PieceBuckets { get; } = pieceBuckets;

    public int WordBuckets { get; } = wordBuckets;

    /// <summary>idf of each word bucket, ln((1 + movies) / (1 + movies that have it)) + 1.</summary>
    public float[] Rarity { get; } = rarity;

    /// <summary>Learns how rare words are.</summary>
    public static MovieText Fit(IEnumerable<ItemInformation> movies, int pieceBuckets, int wordBuckets)
    {
        var (counts, total) = (new int[wordBuckets], 0);
        foreach (var movie in movies)
        {
            total++;
            foreach (var bucket in Words(movie).Select(word => Bucket(word, wordBuckets)).Distinct())
                counts[bucket]++;
        }

        return new MovieText(pieceBuckets, wordBuckets, [.. counts.Select(count => MathF.Log((1f + total) / (1 + count)) + 1)]);
    }

    public float[] Vector(ItemInformation movie)
    {
        var vector = new float[Length];
        foreach (var text in (string?[])[movie.Title, movie.Description, movie.Director, .. movie.Genres, .. movie.Tags.Take(MostTags)])
        {
            foreach (var piece in MovieTokenizer.Pieces(text ?? ""))
                vector[Bucket(piece, PieceBuckets)]++;
        }

        foreach (var word in Words(movie))
            vector[PieceBuckets + Bucket(word, WordBuckets)] += Rarity[Bucket(word, WordBuckets)];
        Normalize(vector.AsSpan(0, PieceBuckets));
        Normalize(vector.AsSpan(PieceBuckets));
        return vector;
    }

    private static IEnumerable<string> Words(ItemInformation movie) =>
    [
        .. MovieTokenizer.Words(movie.Title),
        .. MovieTokenizer.Words(movie.Description ?? ""),
        .. movie.Genres.Select(genre => $"genre:{Folded(genre)}"),
        .. movie.Tags.Take(MostTags).Select(tag => $"tag:{Folded(tag)}"),
        .. movie.Tags.Take(MostTags).SelectMany(MovieTokenizer.Words),
        .. movie.Cast.Take(MostCast).Select(name => $"cast:{Folded(name)}"),
        .. movie.Director is { } director ? [$"director:{Folded(director)}"] : Array.Empty<string>(),
        .. movie.Year is { } year ? [string.Create(CultureInfo.InvariantCulture, $"decade:{year / 10}")] : Array.Empty<string>(),
    ];

    private static string Folded(string text) => string.Join(' ', MovieTokenizer.Words(text));

    // The same on every machine and in every process, unlike string.GetHashCode.
    private static int Bucket(string token, int buckets)
    {
        var hash = 0UL;
        foreach (var character in token)
            hash = CounterRandom.SplitMix64(hash ^ character);
        return (int)(hash % (ulong)buckets);
    }

    private static void Normalize(Span<float> values)
    {
        var norm = MathF.Sqrt(VectorMath.Dot(values, values));
        foreach (ref var value in values)
            value = norm > 0 ? value / norm : 0;
    }
}
