namespace MovieMesh.Workbench.Tests;

public sealed class TrainBenchCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"moviemesh-{Guid.NewGuid():N}");

    [Fact]
    public async Task Train_SampleShape_MeasuresAndExportsTheRows()
    {
        Assert.Equal(0, await BenchCommand.Create().Parse(["train", "--shape", "sample", "--only", "explicit", "--repeat", "1", "--export", _folder]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

        var (train, test) = (File.ReadLines(Path.Combine(_folder, "train.txt")).Count(), File.ReadLines(Path.Combine(_folder, "test.txt")).Count());
        Assert.Equal(60_000, train + test);
        Assert.InRange(test, 5_500, 6_500);
    }

    [Fact]
    public async Task Train_UnknownWork_IsRefused() =>
        Assert.Equal(1, await BenchCommand.Create().Parse(["train", "--only", "nothing"]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
