namespace MovieMesh.Datasets.Generated;

/// <summary>Makes a user's ratings: who the user is, what the user comes across, and what stars it gets.</summary>
internal sealed class UserMaker(Catalogue catalogue, int seed)
{
    private const double MeanStars = 3.35;
    private const double Noise = 0.81;
    private static readonly long FirstDay = new DateTimeOffset(2000, 1, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
    private static readonly long LastDay = new DateTimeOffset(2019, 11, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private readonly HashSet<int> _seen = [];

    /// <summary>A user's ratings in order of movie, and some tags; the same for a seed and user, whoever was made before.</summary>
    public void Make(int userId, int count, List<DatasetRating> ratings, List<DatasetTag> tags)
    {
        var random = new Randomness(seed, userId);
        Span<float> taste = stackalloc float[Catalogue.Dimensions];
        foreach (ref var dimension in taste)
        {
            dimension = (float)random.NextNormal();
        }

        var kindness = 0.38 * random.NextNormal();
        var onlyWholeStars = random.NextDouble() < 0.35;
        var time = FirstDay + (long)((LastDay - FirstDay) * random.NextDouble());
        var year = DateTimeOffset.FromUnixTimeSeconds(time).Year;
        _seen.Clear();
        ratings.Clear();
        tags.Clear();
        while (ratings.Count < count)
        {
            var movie = catalogue.Popularity.Next(ref random);
            if (catalogue.YearOf[movie] > year || !_seen.Add(movie))
            {
                continue;
            }

            // People watch what they expect to like; what they pass by they may come across again.
            var match = Dot(taste, movie);
            if (random.NextDouble() > 1 / (1 + Math.Exp(-0.3 - (1.5 * match))))
            {
                _seen.Remove(movie);
                continue;
            }

            var liking = MeanStars + kindness + catalogue.Quality[movie] + match + (Noise * random.NextNormal());
            ratings.Add(new DatasetRating(userId, movie + 1, ToStars(liking, onlyWholeStars), time));
            if (random.Next(27) == 0)
            {
                var genres = catalogue.GenresOf[movie];
                tags.Add(new DatasetTag(userId, movie + 1, Titles.Tag(genres[random.Next(genres.Length)], ref random), time + 20));
            }

            // Most ratings come in one sitting; now and then the user comes back weeks later.
            time = Math.Min(LastDay, time + (random.Next(25) == 0 ? 86_400L * (1 + random.Next(120)) : 4 + random.Next(40)));
            year = DateTimeOffset.FromUnixTimeSeconds(time).Year;
        }

        ratings.Sort(static (left, right) => left.MovieId.CompareTo(right.MovieId));
        tags.Sort(static (left, right) => left.MovieId.CompareTo(right.MovieId));
    }

    private static float ToStars(double liking, bool onlyWholeStars) =>
        onlyWholeStars ? (float)Math.Clamp(Math.Round(liking), 1, 5) : (float)Math.Clamp(Math.Round(liking * 2) / 2, 0.5, 5);

    private float Dot(ReadOnlySpan<float> taste, int movie)
    {
        var row = catalogue.Taste.AsSpan(movie * Catalogue.Dimensions, Catalogue.Dimensions);
        var sum = 0f;
        for (var dimension = 0; dimension < row.Length; dimension++)
        {
            sum += taste[dimension] * row[dimension];
        }

        return sum;
    }
}
