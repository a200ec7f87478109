using System.CommandLine;
using MovieMesh.Workbench.Benchmarks;
using MovieMesh.Workbench.Chaos;

namespace MovieMesh.Workbench.Tests;

public sealed class MeshChoiceTests
{
    [Theory]
    [InlineData("freshness", "--gateway", "http://localhost:1")]
    [InlineData("ingest", "--gateway", "http://localhost:1")]
    [InlineData("ingest", "--database", "Host=127.0.0.1;Port=1")]
    public void Bench_MeshNamedButNotAllowed_IsRefused(params string[] arguments) =>
        Assert.Contains("--on-running-mesh", Assert.Single(BenchCommand.Create().Parse(arguments).Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("freshness")]
    [InlineData("ingest")]
    [InlineData("soak")]
    [InlineData("overload")]
    public void Bench_DataForTheRunningMesh_IsRefused(string bench) =>
        Assert.Contains("--data", Assert.Single(BenchCommand.Create().Parse([bench, "--on-running-mesh", "--data", "somewhere"]).Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("freshness", "--on-running-mesh", "--gateway", "http://localhost:1")]
    [InlineData("ingest", "--on-running-mesh")]
    [InlineData("soak", "--data", "somewhere")]
    [InlineData("overload")]
    public void Bench_OneOrTheOther_IsFine(params string[] arguments) => Assert.Empty(BenchCommand.Create().Parse(arguments).Errors);

    [Fact]
    public void Chaos_DataForTheRunningMesh_IsRefused() => Assert.Single(ChaosCommand.Create().Parse(["--on-running-mesh", "--data", "somewhere"]).Errors);

    [Fact]
    public async Task RunAsync_OnTheRunningMesh_SaysWhatStaysBeforeItBegins()
    {
        var choice = new MeshChoice();
        var command = new Command("bench");
        choice.AddTo(command);
        var (before, said) = (Console.Error, new StringWriter());
        Console.SetError(said);
        try
        {
            var code = await choice.RunAsync(
                command.Parse(["--on-running-mesh"]),
                "seven ratings",
                _ => Task.FromResult(said.ToString().Contains("leaves in the mesh that runs: seven ratings", StringComparison.Ordinal) ? 5 : 0),
                TestContext.Current.CancellationToken);
            Assert.Equal(5, code);
        }
        finally
        {
            Console.SetError(before);
        }
    }

    [Fact]
    public async Task RunAsync_DataThatAreNotThere_StartsNothing()
    {
        var choice = new MeshChoice();
        var command = new Command("bench");
        choice.AddTo(command);

        var code = await choice.RunAsync(
            command.Parse(["--data", Path.Combine(Path.GetTempPath(), "no such data set")]), "nothing", _ => throw new InvalidOperationException("It ran."), TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
    }
}
