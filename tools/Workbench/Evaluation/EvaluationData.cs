using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>A data set in memory: its ratings by time, the splits it ships, and all that it tells of movies and users.</summary>
internal sealed class EvaluationData
{
    private const long SecondsPerDay = 86_400;

    private readonly Dataset _dataset;

    public EvaluationData(Dataset dataset)
    {
        _dataset = dataset;
        Items = ReadItems(dataset);
        Users =
        [
            .. dataset.ReadUsers().Select(user => new UserInformation(user.Id) { Age = user.Age, Gender = user.Gender, Occupation = user.Occupation, ZipCode = user.ZipCode }),
        ];
        Ratings = ByTime(dataset.ReadRatings());
    }

    public string Name => _dataset.Name;

    public IReadOnlyList<string> ShippedSplits => _dataset.Splits;

    /// <summary>Earliest first; of one second in an order that depends on nothing but their ids.</summary>
    public Rating[] Ratings { get; }

    public IReadOnlyList<ItemInformation> Items { get; }

    public IReadOnlyList<UserInformation> Users { get; }

    /// <summary>What a data set tells of its movies beside their ratings.</summary>
    public static IReadOnlyList<ItemInformation> ReadItems(Dataset dataset)
    {
        var movies = dataset.ReadMovies().ToArray();
        var tags = TagsByMovie(dataset.ReadTags());
        return [.. movies.Select(movie => new ItemInformation(movie.Id, movie.Title) { Year = movie.Year, Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) })];
    }

    public HoldOut ReadSplit(string name) => new(ByTime(_dataset.ReadSplitTraining(name)), ByTime(_dataset.ReadSplitTest(name)));

    private static Rating[] ByTime(IEnumerable<DatasetRating> ratings)
    {
        var rows = ratings.ToArray();
        var order = new (long Second, ulong Chance)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            order[i] = (rows[i].UnixSeconds, Splits.Hash(rows[i].UserId, rows[i].MovieId));
        Array.Sort(order, rows);
        return Array.ConvertAll(rows, row => new Rating(row.UserId, row.MovieId, row.Stars, (int)(row.UnixSeconds / SecondsPerDay)));
    }

    private static Dictionary<int, IReadOnlyList<string>> TagsByMovie(IEnumerable<DatasetTag> tags) => tags
        .GroupBy(tag => tag.MovieId)
        .ToDictionary(
            movie => movie.Key,
            movie => (IReadOnlyList<string>)[.. movie.CountBy(tag => tag.Tag.ToLowerInvariant()).OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Key)]);
}
