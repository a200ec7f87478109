using System.Diagnostics;
using System.Text.Json;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

/// <summary>The genuine AppHost with all its servers and services, as a process.</summary>
public sealed class KilledAppHostTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("moviemesh-killed-").FullName;

    public KilledAppHostTests()
    {
        // The servers run as users of their own, who must be able to pass through.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home, (UnixFileMode)Convert.ToInt32("755", 8));
        }
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Run_KilledThenStartedAgainThenTerminated_LeavesNothingRunningEitherTime()
    {
        using var first = Start();
        await Eventually.HoldsAsync(() => File.Exists(EndpointsFile) || first.HasExited);
        var killed = ReadProcesses();
        Assert.True(killed.Count >= 8, "three servers and five services were expected");

        first.Kill();
        await Eventually.HoldsAsync(() => !killed.Any(Topology.IsAlive));

        using var second = Start();
        await Eventually.HoldsAsync(() => (ReadHost() == second.Id && File.Exists(EndpointsFile)) || second.HasExited);
        var terminated = ReadProcesses();
        Assert.Empty(terminated.Intersect(killed));
        using var kill = Process.Start("kill", ["-TERM", $"{second.Id}"]);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(0, second.ExitCode);
        Assert.DoesNotContain(terminated, Topology.IsAlive);
        Assert.False(File.Exists(EndpointsFile));
    }

    [Fact]
    public async Task Run_PortTaken_EndsWithOneLine()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var appHost = Start(("MOVIEMESH_WEB_PORT", $"{port}"));
        var complaint = await appHost.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await appHost.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, appHost.ExitCode);
        Assert.Equal($"apphost: port {port}, meant for web-ui, is in use by another program; stop that program or choose another port.", complaint.Trim());
    }

    [Fact]
    public async Task Run_SenselessSetting_EndsWithOneLine()
    {
        using var appHost = Start(("MOVIEMESH_GATEWAY_PORT", "eighty"));
        var complaint = await appHost.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await appHost.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, appHost.ExitCode);
        Assert.Equal("apphost: MOVIEMESH_GATEWAY_PORT is 'eighty'; it must be a number from 0 to 65535.", complaint.Trim());
    }

    private string EndpointsFile => Path.Combine(_home, "endpoints.json");

    private Process Start(params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("AppHost")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MOVIEMESH_HOME"] = _home, ["MOVIEMESH_GATEWAY_PORT"] = "0", ["MOVIEMESH_WEB_PORT"] = "0", ["MOVIEMESH_DASHBOARD_PORT"] = "0", ["MOVIEMESH_DATA"] = "" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private int? ReadHost()
    {
        var file = Path.Combine(_home, "state.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)).GetProperty("processId").GetInt32() : null;
    }

    private List<int> ReadProcesses() =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(_home, "state.json"))).GetProperty("resources").EnumerateArray()
            .Select(resource => resource.GetProperty("pid")).Where(id => id.ValueKind == JsonValueKind.Number).Select(id => id.GetInt32()),
    ];
}
