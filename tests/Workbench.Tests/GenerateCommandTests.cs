using MovieMesh.Datasets;

namespace MovieMesh.Workbench.Tests;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}");

    [Fact]
    public async Task Generate_Sample_WritesADatasetThatSaysSo()
    {
        var code = await RunAsync("--shape", "sample", "--out", _folder, "--seed", "3");

        Assert.Equal(0, code);
        using var dataset = Dataset.Open(_folder, strict: true);
        Assert.True(dataset.IsGenerated);
        Assert.Equal(60_000, dataset.ReadRatings().Count());
    }

    [Fact]
    public async Task Generate_WhereAnotherDatasetIs_FailsAndLeavesItAlone()
    {
        Directory.CreateDirectory(_folder);
        var movies = Path.Combine(_folder, "movies.csv");
        await File.WriteAllTextAsync(movies, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(1, await RunAsync("--out", _folder));

        Assert.Equal("mine", await File.ReadAllTextAsync(movies, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--shape", "huge", "--out", "x")]
    [InlineData("--seed", "many", "--out", "x")]
    [InlineData("--shape", "sample")]
    public async Task Generate_BadArguments_FailsAndWritesNothing(params string[] arguments)
    {
        Assert.NotEqual(0, await RunAsync(arguments));
        Assert.False(Directory.Exists("x"));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        GenerateCommand.Create().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
