using System.Globalization;
using System.Text;
using MovieMesh.Datasets.Generated;

namespace MovieMesh.Datasets;

/// <summary>
/// Writes a made-up data set in the ml-latest format: movies of few and users of many tastes, a long tail of either, half stars over years. It is for trying and for
/// measuring at scale, says in its README that it was generated, and is the same byte for byte for a shape and seed.
/// </summary>
public static class DatasetGenerator
{
    /// <summary>The seed when none is given.</summary>
    public const int DefaultSeed = 20_251;

    private const int UsersABlock = 500;

    /// <summary>Writes the data set.</summary>
    /// <param name="shape">How large it is.</param>
    /// <param name="folder">Where to; made when missing. A generated data set there is replaced, another is left alone.</param>
    /// <param name="seed">Two seeds lead to two data sets.</param>
    /// <param name="progress">Is told how many ratings are written.</param>
    /// <param name="cancellationToken">Stops; the unfinished files stay.</param>
    /// <exception cref="DatasetException">The folder cannot be written, or holds a data set that was not generated.</exception>
    public static async Task GenerateAsync(GeneratorShape shape, string folder, int seed, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var readme = Path.Combine(folder, "README.txt");
            if (File.Exists(Path.Combine(folder, "movies.csv"))
                && !(File.Exists(readme) && (await File.ReadAllTextAsync(readme, cancellationToken)).Contains(Dataset.GeneratedMark, StringComparison.Ordinal)))
            {
                throw new DatasetException($"{folder}: the folder holds a data set that was not generated.");
            }

            await File.WriteAllTextAsync(readme, Readme(shape, seed), cancellationToken);
            var catalogue = new Catalogue(shape, seed);
            await WriteMoviesAsync(catalogue, folder, cancellationToken);
            await WriteRatingsAsync(shape, catalogue, seed, folder, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: it cannot be written: {exception.Message}", exception);
        }
    }

    private static string Readme(GeneratorShape shape, int seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Dataset.GeneratedMark}

        The movies do not exist and no people gave the ratings. Shape {shape.Name}, seed {seed}: {shape.Users} users, {shape.Movies} movies, {shape.Ratings} ratings,
        in the format of MovieLens ml-latest. The movies have no pages elsewhere, so links.csv names none.

        """);

    private static async Task WriteMoviesAsync(Catalogue catalogue, string folder, CancellationToken cancellationToken)
    {
        var movies = new StringBuilder("movieId,title,genres\n");
        var links = new StringBuilder("movieId,imdbId,tmdbId\n");
        for (var movie = 0; movie < catalogue.TitleOf.Length; movie++)
        {
            var title = catalogue.TitleOf[movie];
            var quote = title.Contains(',', StringComparison.Ordinal) ? "\"" : "";
            movies.Append(CultureInfo.InvariantCulture, $"{movie + 1},{quote}{title}{quote},{string.Join('|', catalogue.GenresOf[movie])}\n");
            links.Append(CultureInfo.InvariantCulture, $"{movie + 1},,\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "movies.csv"), movies.ToString(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "links.csv"), links.ToString(), cancellationToken);
    }

    /// <summary>Blocks of users are made side by side and written in order, so memory is bounded by a few blocks.</summary>
    private static async Task WriteRatingsAsync(
        GeneratorShape shape, Catalogue catalogue, int seed, string folder, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var counts = Counts(shape, catalogue, seed);
        await using var ratings = File.Create(Path.Combine(folder, "ratings.csv"), 1 << 16);
        await using var tags = File.Create(Path.Combine(folder, "tags.csv"), 1 << 16);
        await ratings.WriteAsync("userId,movieId,rating,timestamp\n"u8.ToArray(), cancellationToken);
        await tags.WriteAsync("userId,movieId,tag,timestamp\n"u8.ToArray(), cancellationToken);

        var blocks = (shape.Users + UsersABlock - 1) / UsersABlock;
        var under = new Queue<Task<CsvBlock>>();
        var started = 0;
        var written = 0L;
        while (started < blocks || under.Count > 0)
        {
            while (started < blocks && under.Count < Environment.ProcessorCount + 1)
            {
                var first = started++ * UsersABlock;
                under.Enqueue(Task.Run(() => CsvBlock.Make(catalogue, seed, first, counts.AsSpan(first, Math.Min(UsersABlock, shape.Users - first))), cancellationToken));
            }

            var block = await under.Dequeue();
            await ratings.WriteAsync(block.Ratings, cancellationToken);
            await tags.WriteAsync(block.Tags, cancellationToken);
            written += block.Count;
            progress?.Report(written);
        }
    }

    /// <summary>How many ratings each user gives: log-normal above the least, and exactly as many in all as asked for.</summary>
    private static int[] Counts(GeneratorShape shape, Catalogue catalogue, int seed)
    {
        var random = new Randomness(seed, -1);

        // Nobody has seen most of what there was in the first year; and drawing the last of few movies would take long.
        var most = catalogue.YearOf.Count(year => year <= 2000) / 2;
        var activity = new double[shape.Users];
        foreach (ref var one in activity.AsSpan())
        {
            one = Math.Exp(1.3 * random.NextNormal());
        }

        var spread = shape.Ratings - ((long)shape.Users * GeneratorShape.LeastRatings);
        var total = activity.Sum();
        var counts = Array.ConvertAll(activity, one => (int)Math.Min(most, GeneratorShape.LeastRatings + Math.Floor(spread * one / total)));
        for (var left = shape.Ratings - counts.Sum(count => (long)count); left > 0;)
        {
            var user = random.Next(shape.Users);
            if (counts[user] < most)
            {
                counts[user]++;
                left--;
            }
        }

        return counts;
    }
}
