using MovieMesh.Datasets;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Storage.Tests.Ratings;

public sealed class DatasetImporterTests(RatingsFixture fixture) : IClassFixture<RatingsFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Later = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}");
    private readonly DatasetImporter _importer = fixture.Get<DatasetImporter>();
    private readonly RatingStore _ratings = fixture.Get<RatingStore>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await fixture.ResetAsync(0);
        await DatasetGenerator.GenerateAsync(GeneratorShape.Sample, _folder, 1, null, Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_GeneratedSet_IsServedBackWhole()
    {
        var stages = new List<DatasetImportProgress>();

        var result = await ImportAsync(progress =>
        {
            stages.Add(progress);
            return Task.CompletedTask;
        });

        Assert.Equal((2_000, 60_000, 600), (result.Movies, result.Ratings, result.Users));
        Assert.Equal(["movies", "links", "tags", "ratings", "statistics"], stages.Select(progress => progress.Stage).Distinct());
        Assert.Equal(stages.OrderBy(progress => progress.Fraction), stages);
        Assert.Equal(1, stages[^1].Fraction);
        await AssertServedBackAsync(changed: 0);
    }

    [Fact]
    public async Task Import_Twice_ChangesNothing()
    {
        await ImportAsync();
        var before = await _ratings.ReadAllAsync(Cancelled);

        var result = await ImportAsync();

        Assert.Equal(60_000, result.Ratings);
        Assert.Equal(0, (await _ratings.ReadChangesAsync(before.LastSequence, Cancelled)).Count);
        await AssertServedBackAsync(changed: 0);
    }

    [Fact]
    public async Task Import_AfterItBrokeHalfWay_CompletesWhatIsMissing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => ImportAsync(progress => progress.Rows > 50_000 ? throw new TimeoutException("gone") : Task.CompletedTask));
        Assert.InRange((await _ratings.ReadAllAsync(Cancelled)).Count, 1, 59_999);

        await ImportAsync();

        await AssertServedBackAsync(changed: 0);
    }

    [Fact]
    public async Task Import_WhileAUserRates_NewestWinsAndStatisticsAreRight()
    {
        using var dataset = Dataset.Open(_folder);
        var rated = dataset.ReadRatings().Take(20).ToList();
        rated.AddRange(dataset.ReadRatings().TakeLast(20));
        var next = 0;
        async Task RateAsync(int count)
        {
            for (var end = Math.Min(next + count, rated.Count); next < end; next++)
            {
                await _ratings.RecordAsync([new(rated[next].UserId, rated[next].MovieId, next % 3 == 0 ? null : 0.5f, Later)], Cancelled);
            }
        }

        await ImportAsync(async progress =>
        {
            if (progress.Stage is "links" or "ratings" or "statistics")
            {
                await RateAsync(12);
            }
        });
        await RateAsync(rated.Count);

        foreach (var (rating, index) in rated.Select((rating, index) => (rating, index)))
        {
            var stored = (await _ratings.ReadUserAsync(rating.UserId, Cancelled)).Single(one => one.MovieId == rating.MovieId);
            Assert.Equal(new StoredRating(rating.MovieId, index % 3 == 0 ? null : 0.5f, Later), stored);
        }

        await AssertServedBackAsync(changed: rated.Count);
    }

    [Fact]
    public async Task Import_SamePairTwiceInTheFile_NewestWins()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ratings.csv"), "userId,movieId,rating,timestamp\n1,1,2.0,1000000002\n1,1,5.0,1000000003\n1,1,3.0,1000000001\n", Cancelled);

        await ImportAsync();

        Assert.Equal([new StoredRating(1, 5, DateTimeOffset.FromUnixTimeSeconds(1000000003))], await _ratings.ReadUserAsync(1, Cancelled));
        Assert.Equal(1, (await fixture.Get<MovieStore>().ReadStatisticsAsync([1], Cancelled))[1].Ratings);
    }

    [Fact]
    public async Task Import_MlLatestSmallWhenGiven_IsServedBack()
    {
        var path = Environment.GetEnvironmentVariable("MOVIEMESH_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "MOVIEMESH_DATA is not set.");
        using var dataset = Dataset.Open(path!);
        Assert.SkipUnless(dataset.Name == "ml-latest-small", "MOVIEMESH_DATA is another data set.");

        await _importer.ImportAsync(dataset, _ => Task.CompletedTask, Cancelled);

        var movies = await fixture.Get<MovieStore>().ReadAllAsync(Cancelled);
        Assert.Equal(9_742, movies.Count);
        Assert.Equal(100_836, movies.Sum(movie => movie.Statistics.Ratings));
        Assert.Equal(100_836, (await _ratings.ReadAllAsync(Cancelled)).Count);
        Assert.Equal("The Shawshank Redemption", movies.Single(movie => movie.ImdbId == 111161).Title);
        Assert.NotEmpty(await fixture.Get<MovieStore>().ReadTopTagsAsync(296, 5, Cancelled));
    }

    private async Task<DatasetImportResult> ImportAsync(Func<DatasetImportProgress, Task>? onProgress = null)
    {
        using var dataset = Dataset.Open(_folder);
        return await _importer.ImportAsync(dataset, onProgress ?? (_ => Task.CompletedTask), Cancelled);
    }

    /// <summary>All but <paramref name="changed"/> ratings are those of the files, and the statistics are those of the ratings.</summary>
    private async Task AssertServedBackAsync(int changed)
    {
        using var dataset = Dataset.Open(_folder);
        var given = dataset.ReadRatings().ToDictionary(rating => (rating.UserId, rating.MovieId), rating => rating.Stars);
        var all = await _ratings.ReadChangesAsync(0, Cancelled);
        Assert.Equal(given.Count, all.Count);
        Assert.InRange(Enumerable.Range(0, all.Count).Count(row => given[(all.UserIds[row], all.MovieIds[row])] != all.Stars[row]), 0, changed);

        var stored = (await _ratings.ReadAllAsync(Cancelled)) is var standing
            ? Enumerable.Range(0, standing.Count).GroupBy(row => standing.MovieIds[row]).ToDictionary(group => group.Key, group => group.Select(row => standing.Stars[row]).ToList())
            : [];
        var movies = await fixture.Get<MovieStore>().ReadAllAsync(Cancelled);
        Assert.Equal(2_000, movies.Count);
        foreach (var movie in movies)
        {
            var stars = stored.GetValueOrDefault(movie.Id, []);
            Assert.Equal(stars.Count, movie.Statistics.Ratings);
            Assert.Equal(stars.Sum(star => (double)star), movie.Statistics.StarsSum);
            Assert.Equal(Enumerable.Range(1, 10).Select(bin => stars.Count(star => (int)(star * 2) == bin)), movie.Statistics.Histogram);
        }

        Assert.Equal(stored.Sum(movie => movie.Value.Count), (await fixture.Get<UserStore>().ListAsync(null, 1, 1_000, Cancelled)).Users.Sum(user => user.Ratings));
    }
}
