using System.Diagnostics;
using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using Npgsql;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>A mesh of one's own in a temporary folder, on free ports; stopped and forgotten when disposed.</summary>
internal sealed class PrivateMesh : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _home;
    private readonly Process _appHost;

    private PrivateMesh(string home, Process appHost) => (_home, _appHost) = (home, appHost);

    public int ProcessId => _appHost.Id;

    /// <exception cref="InvalidDataException">It does not come up.</exception>
    public static async Task<PrivateMesh> StartAsync(string dataset, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("moviemesh-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The servers run as users of their own, who must be able to pass through.
            File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(Path.Combine(output.FullName, "../../../../../AppHost/bin", output.Parent!.Name, output.Name, "MovieMesh.AppHost.dll"))])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["MOVIEMESH_HOME"] = home, ["MOVIEMESH_DATA"] = dataset, ["MOVIEMESH_GATEWAY_PORT"] = "0", ["MOVIEMESH_WEB_PORT"] = "0", ["MOVIEMESH_DASHBOARD_PORT"] = "0" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var mesh = new PrivateMesh(home, process);
        try
        {
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
        var gateway = RunningMesh.Gateway(_home)!;
        var bench = new IngestBench(gateway, await RunningMesh.SignInAsync(gateway, cancellationToken, _home), NpgsqlDataSource.Create(RunningMesh.Database(_home)!));
        await bench.PrepareAsync(cancellationToken);
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_appHost.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_appHost.Id}"]);
            await _appHost.WaitForExitAsync();
        }

        _appHost.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartDeadline);
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, deadline.Token))
        {
            if (_appHost.HasExited)
            {
                throw new InvalidDataException($"the AppHost ended with exit code {_appHost.ExitCode}.");
            }

            await Task.Delay(Interval, deadline.Token);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return RunningMesh.Gateway(_home) is { } gateway && await client.GetFromJsonAsync<MeshStatus>(new Uri(gateway, "/api/status"), WatchCommand.Json, cancellationToken) is { Ready: true };
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
