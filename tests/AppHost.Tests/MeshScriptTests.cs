using System.Diagnostics;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

/// <summary>The <c>mesh</c> script where nothing runs.</summary>
public sealed class MeshScriptTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("moviemesh-script-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("status")]
    [InlineData("logs")]
    [InlineData("test")]
    public async Task Help_EveryCommand_TellsItsUsage(string command)
    {
        var (code, output, errors) = await RunAsync(command, "--help");

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith($"./mesh {command}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "status")]
    [InlineData(0, "down")]
    public async Task Mesh_NotRunning_SaysSo(int expected, string command)
    {
        var (code, output, _) = await RunAsync(command);

        Assert.Equal(expected, code);
        Assert.StartsWith("The mesh is not running", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mesh: there is no command 'dance'.", "dance")]
    [InlineData("mesh: '--sideways' is not known; see ./mesh up --help", "up", "--sideways")]
    [InlineData("mesh: --data needs a value.", "up", "--data")]
    [InlineData("mesh: '--all' is not known; see ./mesh down --help", "down", "--all")]
    public async Task Mesh_WrongArguments_ComplainsInOneLineWithCode2(string complaint, params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(arguments);

        Assert.Equal((2, complaint), (code, errors.Trim().Split('\n')[^1]));
    }

    [Fact]
    public async Task Logs_UnknownName_ListsThoseThatAreThere()
    {
        Directory.CreateDirectory(Path.Combine(_home, "logs"));
        await File.WriteAllTextAsync(Path.Combine(_home, "logs", "redis.log"), "ready\n", TestContext.Current.CancellationToken);

        Assert.Equal((0, "ready\n", ""), await RunAsync("logs", "redis"));
        var (code, _, errors) = await RunAsync("logs", "radish");
        Assert.Equal((2, "mesh: there is no log of 'radish'; there are: redis"), (code, errors.Trim()));
    }

    [Fact]
    public async Task Wipe_ForeignFilesInTheHome_AreLeftAlone()
    {
        Directory.CreateDirectory(Path.Combine(_home, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(_home, "diary.txt"), "dear", TestContext.Current.CancellationToken);

        var (code, _, _) = await RunAsync("down", "--wipe");

        Assert.Equal(0, code);
        Assert.Equal([Path.Combine(_home, "diary.txt")], Directory.GetFileSystemEntries(_home));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var mesh = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "mesh"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MOVIEMESH_HOME"] = _home },
        })!;
        var output = mesh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await mesh.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await mesh.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (mesh.ExitCode, await output, errors);
    }
}
