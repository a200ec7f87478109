namespace MovieMesh.Datasets.Generated;

/// <summary>The made-up movies: what one reads of them, and what makes users like them.</summary>
internal sealed class Catalogue
{
    /// <summary>Tastes vary in so few ways, the first ones most.</summary>
    public const int Dimensions = 6;

    public const int FirstYear = 1930;
    public const int LastYear = 2018;

    /// <summary>How often a movie has the genre, about as in MovieLens.</summary>
    private static readonly Dictionary<string, double> GenreWeights = new(StringComparer.Ordinal)
    {
        ["Action"] = 7,
        ["Adventure"] = 4,
        ["Animation"] = 3,
        ["Children"] = 3,
        ["Comedy"] = 17,
        ["Crime"] = 5,
        ["Documentary"] = 5,
        ["Drama"] = 25,
        ["Fantasy"] = 3,
        ["Film-Noir"] = 0.5,
        ["Horror"] = 6,
        ["Musical"] = 1,
        ["Mystery"] = 3,
        ["Romance"] = 8,
        ["Sci-Fi"] = 4,
        ["Thriller"] = 9,
        ["War"] = 2,
        ["Western"] = 1,
    };

    public Catalogue(GeneratorShape shape, int seed)
    {
        var random = new Randomness(seed, 0);
        var genres = Titles.Genres.ToArray();
        var genreTable = new AliasTable([.. genres.Select(genre => GenreWeights[genre])]);
        var genreTastes = Vectors(genres.Length, ref random);
        var titles = new Titles();
        var count = shape.Movies;
        (TitleOf, GenresOf, YearOf) = (new string[count], new string[count][], new int[count]);
        (Quality, Taste) = (new float[count], new float[count * Dimensions]);
        var popularity = new double[count];
        for (var movie = 0; movie < count; movie++)
        {
            var indexes = DrawGenres(genreTable, ref random);
            GenresOf[movie] = [.. indexes.Select(index => genres[index]).Order(StringComparer.Ordinal)];
            YearOf[movie] = LastYear - (int)((LastYear - FirstYear) * Math.Pow(random.NextDouble(), 1.9));
            TitleOf[movie] = titles.Next(genres[indexes[0]], YearOf[movie], ref random);

            // Rank by rank the long tail falls as in MovieLens: Zipf's law with a flattened head.
            popularity[movie] = Math.Pow(movie + 25 + (count / 100.0), -1.2) * Math.Exp(0.4 * random.NextNormal());
            Quality[movie] = (float)((0.42 * random.NextNormal()) + (0.08 * Math.Log(popularity[movie] / popularity[0])) + 0.25);
            for (var dimension = 0; dimension < Dimensions; dimension++)
            {
                var shared = indexes.Average(index => genreTastes[(index * Dimensions) + dimension]);
                Taste[(movie * Dimensions) + dimension] = (float)(Strength(dimension) * ((0.8 * shared) + (0.6 * random.NextNormal())));
            }
        }

        Popularity = Shuffle(popularity, ref random);
    }

    public string[] TitleOf { get; }

    public string[][] GenresOf { get; }

    public int[] YearOf { get; }

    public float[] Quality { get; }

    /// <summary>Row by movie; a user's vector times this is how much better or worse the movie suits the user, in stars.</summary>
    public float[] Taste { get; }

    public AliasTable Popularity { get; }

    private static double Strength(int dimension) => 0.42 * Math.Pow(0.75, dimension);

    private static double[] Vectors(int count, ref Randomness random)
    {
        var vectors = new double[count * Dimensions];
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = random.NextNormal();
        }

        return vectors;
    }

    private static List<int> DrawGenres(AliasTable table, ref Randomness random)
    {
        var drawn = new List<int> { table.Next(ref random) };
        while (drawn.Count < 4 && random.NextDouble() < 0.52)
        {
            var genre = table.Next(ref random);
            if (!drawn.Contains(genre))
            {
                drawn.Add(genre);
            }
        }

        return drawn;
    }

    /// <summary>Moves popularity, quality and the rest together: else the first ids would be the blockbusters.</summary>
    private AliasTable Shuffle(double[] popularity, ref Randomness random)
    {
        for (var last = popularity.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (popularity[last], popularity[other]) = (popularity[other], popularity[last]);
            (Quality[last], Quality[other]) = (Quality[other], Quality[last]);
        }

        return new AliasTable(popularity);
    }
}
