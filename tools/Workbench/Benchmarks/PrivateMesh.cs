using System.Diagnostics;
using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using Npgsql;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>A mesh of one's own in a temporary folder, on free ports, started by <c>./mesh up</c>; stopped and forgotten when disposed.</summary>
internal sealed class PrivateMesh : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, string> _environment;

    private PrivateMesh(string home, Dictionary<string, string> environment) => (Home, _environment) = (home, environment);

    /// <summary>Its folder.</summary>
    public string Home { get; }

    public int ProcessId => RunningMesh.State(Home)!.ProcessId;

    /// <exception cref="InvalidDataException">It does not come up.</exception>
    public static async Task<PrivateMesh> StartAsync(string dataset, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("moviemesh-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The servers run as users of their own, who must be able to pass through.
            File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        var mesh = new PrivateMesh(home, new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            [RunningMesh.HomeVariable] = home,
            ["MOVIEMESH_DATA"] = Path.GetFullPath(dataset),
            ["MOVIEMESH_GATEWAY_PORT"] = "0",
            ["MOVIEMESH_WEB_PORT"] = "0",
            ["MOVIEMESH_DASHBOARD_PORT"] = "0",
        });
        try
        {
            await mesh.RunScriptAsync(["up", "--detach"], cancellationToken);
            await mesh.WaitUntilReadyAsync(cancellationToken);
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public async Task<IngestBench> PrepareAsync(CancellationToken cancellationToken)
    {
        var gateway = RunningMesh.Gateway(Home)!;
        var bench = new IngestBench(gateway, await RunningMesh.SignInAsync(gateway, cancellationToken, Home), NpgsqlDataSource.Create(RunningMesh.Database(Home)!));
        await bench.PrepareAsync(cancellationToken);
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        await RunScriptAsync(["down", "--wipe"], CancellationToken.None);
        Directory.Delete(Home, recursive: true);
    }

    // What is started by ./mesh goes on when the pipe to its output would close, so its output goes to a file.
    private async Task RunScriptAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var said = Path.Combine(Home, "said");
        var script = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../mesh"));
        var start = new ProcessStartInfo("bash", ["-c", "exec \"$0\" \"$@\" >\"$MOVIEMESH_HOME/said\" 2>&1 </dev/null", script, .. arguments]) { UseShellExecute = false };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It stops what it has started.
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidDataException($"./mesh {string.Join(' ', arguments)} ended with exit code {process.ExitCode}. {(await File.ReadAllTextAsync(said, CancellationToken.None)).Trim()}");
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ReadyDeadline);
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, deadline.Token))
        {
            await Task.Delay(Interval, deadline.Token);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return RunningMesh.Gateway(Home) is { } gateway
                && await client.GetFromJsonAsync<MeshStatus>(new Uri(gateway, "/api/status"), WatchCommand.Json, cancellationToken) is { Ready: true };
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
