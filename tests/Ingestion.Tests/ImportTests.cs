using MovieMesh.Contracts;
using MovieMesh.Datasets;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.Ingestion.Tests;

public sealed class ImportTests(IngestionFixture mesh) : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_GeneratedSetTwice_ReportsProgressAndChangesNothingTheSecondTime()
    {
        await mesh.ResetAsync();
        await DatasetGenerator.GenerateAsync(GeneratorShape.Sample, _folder, 1, null, Cancelled);

        var first = await ImportAsync(_folder);
        var sequence = (await mesh.Get<RatingStore>().ReadAllAsync(Cancelled)).LastSequence;
        var second = await ImportAsync(_folder);

        Assert.Equal((2_000, 60_000, 0, null), (first.Movies, first.Ratings, first.SkippedLines, first.Failure));
        Assert.Equal((2_000, 60_000), (second.Movies, second.Ratings));
        Assert.Equal(0, (await mesh.Get<RatingStore>().ReadChangesAsync(sequence, Cancelled)).Count);
        var progress = mesh.Heard.Of<DatasetImportProgressed>().Where(one => one.ImportId == first.ImportId).ToList();
        Assert.Contains(progress, one => one.Stage == "ratings");
        Assert.All(progress, one => Assert.InRange(one.Fraction, 0, 1));
        var status = await mesh.Get<DatasetStore>().ReadCurrentAsync(Cancelled);
        Assert.Equal((DatasetState.Imported, true, 600L), (status!.State, status.IsGenerated, status.Users));
    }

    [Fact]
    public async Task Import_BadLine_IsSkippedAndCountedButRefusesAStrictImportWhole()
    {
        await mesh.ResetAsync();
        Write("1,11,4.0,964982703\n1,11,9,964982703\n");

        var strict = await ImportAsync(_folder, strict: true);
        var stored = await mesh.Get<MovieStore>().ReadAllAsync(Cancelled);
        var status = await mesh.Get<DatasetStore>().ReadCurrentAsync(Cancelled);
        var lenient = await ImportAsync(_folder);

        Assert.Equal("ratings.csv:3: stars '9' are not between 0.5 and 5", strict.Failure);
        Assert.DoesNotContain(stored, movie => movie.Id == 11);
        Assert.Equal((DatasetState.Failed, strict.Failure), (status!.State, status.Error));
        Assert.Equal((1, 1, null), (lenient.Ratings, lenient.SkippedLines, lenient.Failure));
    }

    [Fact]
    public async Task Import_NothingThere_FailsInOneLine()
    {
        await mesh.ResetAsync();

        var imported = await ImportAsync(Path.Combine(_folder, "nowhere"));

        Assert.EndsWith("nowhere: there is no such file or folder.", imported.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADatasetConfigured_ImportsItOnceOverAllReplicas()
    {
        await mesh.ResetAsync();
        Write("1,11,4.0,964982703\n");
        (string, string)[] settings = [("Dataset:Path", _folder)];

        await using (var one = await mesh.StartAsync(settings))
        await using (var two = await mesh.StartAsync(settings))
        {
            await Eventually.HoldsAsync(() => mesh.Heard.Of<DatasetImported>().Count > 0);
        }

        await using (var again = await mesh.StartAsync(settings))
        {
            // The queue is worked off in order, so an import asked for at the start would be heard before this one.
            var explicitly = await ImportAsync(_folder);
            Assert.Equal([explicitly.ImportId], mesh.Heard.Of<DatasetImported>().Skip(1).Select(imported => imported.ImportId));
        }
    }

    [Fact]
    public async Task Import_MlLatestSmallWhenGiven_IsServedBack()
    {
        var path = Environment.GetEnvironmentVariable("MOVIEMESH_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "MOVIEMESH_DATA is not set.");
        await mesh.ResetAsync();

        var imported = await ImportAsync(path!);

        Assert.SkipUnless(imported.Dataset == "ml-latest-small", "MOVIEMESH_DATA is another data set.");
        Assert.Equal((9_742, 100_836, 3_683, 0), (imported.Movies, imported.Ratings, imported.Tags, imported.SkippedLines));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Write(string ratings)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "movies.csv"), "movieId,title,genres\n11,Toy Story (1995),Children\n");
        File.WriteAllText(Path.Combine(_folder, "ratings.csv"), "userId,movieId,rating,timestamp\n" + ratings);
    }

    private async Task<DatasetImported> ImportAsync(string path, bool strict = false)
    {
        var id = Guid.NewGuid();
        await mesh.Bus.Publish(new ImportDataset { ImportId = id, Path = path, Strict = strict }, Cancelled);
        await Eventually.HoldsAsync(() => mesh.Heard.Of<DatasetImported>().Any(imported => imported.ImportId == id));
        return mesh.Heard.Of<DatasetImported>().Single(imported => imported.ImportId == id);
    }
}
