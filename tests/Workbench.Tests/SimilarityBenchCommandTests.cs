namespace MovieMesh.Workbench.Tests;

public sealed class SimilarityBenchCommandTests
{
    [Fact]
    public async Task Similarity_SampleShape_IsMeasured() =>
        Assert.Equal(0, await BenchCommand.Create().Parse(["similarity", "--only", "sample"]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task Similarity_UnknownData_IsRefused() =>
        Assert.Equal(1, await BenchCommand.Create().Parse(["similarity", "--only", "nothing"]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
}
