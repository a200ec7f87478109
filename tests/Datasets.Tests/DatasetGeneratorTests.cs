namespace MovieMesh.Datasets.Tests;

public sealed class DatasetGeneratorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_Sample_HasTheShapeAndNoBadLine()
    {
        var path = await GenerateAsync("sample", 7);

        using var dataset = Dataset.Open(path, strict: true);
        var movies = dataset.ReadMovies().ToList();
        var ratings = dataset.ReadRatings().ToList();

        Assert.True(dataset.IsGenerated);
        Assert.Equal(2_000, movies.Count);
        Assert.Equal(2_000, movies.Select(movie => movie.OriginalTitle).Distinct().Count());
        Assert.Equal(60_000, ratings.Count);
        Assert.Equal(60_000, ratings.Select(rating => (rating.UserId, rating.MovieId)).Distinct().Count());
        var users = ratings.CountBy(rating => rating.UserId).Select(pair => pair.Value).Order().ToList();
        Assert.Equal(600, users.Count);
        Assert.True(users[0] >= 20);
        Assert.True(users[^60..].Sum() > 0.25 * 60_000, "The most active tenth of the users rates no more than others.");
        var popular = ratings.CountBy(rating => rating.MovieId).Select(pair => pair.Value).OrderDescending().Take(200).Sum();
        Assert.True(popular > 0.4 * 60_000, "The most popular tenth of the movies has no more ratings than others.");
        Assert.InRange(ratings.Average(rating => rating.Stars), 3.2, 3.8);
        Assert.NotEmpty(dataset.ReadTags());
        Assert.All(dataset.ReadLinks(), link => Assert.Null(link.ImdbId));
        var years = movies.ToDictionary(movie => movie.Id, movie => movie.Year);
        Assert.All(ratings, rating => Assert.True(DateTimeOffset.FromUnixTimeSeconds(rating.UnixSeconds).Year >= years[rating.MovieId]));
    }

    [Fact]
    public async Task Generate_SameSeed_IsTheSameByteForByteAndAnotherSeedIsNot()
    {
        using var first = Dataset.Open(await GenerateAsync("a", 1));
        using var second = Dataset.Open(await GenerateAsync("b", 1));
        using var other = Dataset.Open(await GenerateAsync("c", 2));

        Assert.Equal(first.ComputeFingerprint(), second.ComputeFingerprint());
        Assert.NotEqual(first.ComputeFingerprint(), other.ComputeFingerprint());
    }

    [Fact]
    public async Task Generate_WhereAnotherDatasetIs_LeavesItAlone()
    {
        var path = _folder.WriteCsv("1,1,4.0,964982703\n");

        var exception = await Assert.ThrowsAsync<DatasetException>(() => DatasetGenerator.GenerateAsync(GeneratorShape.Sample, path, 1, null, Cancelled));

        Assert.EndsWith("the folder holds a data set that was not generated.", exception.Message, StringComparison.Ordinal);
        using var dataset = Dataset.Open(path);
        Assert.Single(dataset.ReadRatings());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> GenerateAsync(string name, int seed)
    {
        var path = Path.Combine(_folder.Path, name);
        await DatasetGenerator.GenerateAsync(GeneratorShape.Sample, path, seed, null, Cancelled);
        return path;
    }
}
