using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MovieMesh.AppHost.Local;
using MovieMesh.Contracts.Api;

namespace MovieMesh.TestServers;

/// <summary>The whole mesh, started through the AppHost on free ports in a folder of its own, on generated data; stopped and forgotten when disposed.</summary>
public sealed class RunningMesh : IAsyncDisposable
{
    /// <summary>The first administrator's e-mail address.</summary>
    public const string AdministratorEmail = "admin@example.org";

    /// <summary>The first administrator's password.</summary>
    public const string AdministratorPassword = "for this test alone";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(2);

    private readonly Process _appHost;
    private readonly Task _reading;
    private readonly List<string> _console = [];

    private RunningMesh(string home, Process appHost)
    {
        Home = home;
        _appHost = appHost;
        _reading = Task.WhenAll(ReadAsync(appHost.StandardOutput), ReadAsync(appHost.StandardError));
    }

    /// <summary>The folder with the mesh's state and logs.</summary>
    public string Home { get; }

    /// <summary>The gateway's address.</summary>
    public Uri Gateway { get; private set; } = null!;

    /// <summary>The web UI's address.</summary>
    public Uri WebUI { get; private set; } = null!;

    /// <summary>The dashboard's address.</summary>
    public Uri Dashboard { get; private set; } = null!;

    /// <summary>The dashboard's address that lets one in.</summary>
    public Uri DashboardLogin => new(Dashboard, $"/login?t={Kept["dashboard:password"]}");

    /// <summary>The address of the broker.</summary>
    public string Broker => $"amqp://moviemesh:{Kept["rabbitmq:password"]}@127.0.0.1:{Kept["rabbitmq:port"]}";

    private Dictionary<string, string> Kept => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Home, "servers.json")))!;

    /// <summary>The AppHost's process id.</summary>
    public int ProcessId => _appHost.Id;

    /// <summary>Starts a mesh and waits until its data are imported, a model serves, and similar lists are there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="settings">Environment variables for the AppHost, which hands them to the services.</param>
    public static async Task<RunningMesh> StartAsync(CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var home = CreateHome();
        return await LaunchAsync(home, await GenerateDataAsync(home, cancellationToken), settings, cancellationToken);
    }

    /// <summary>Makes up a small data set.</summary>
    /// <param name="home">Where: a folder is made for it there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its folder.</returns>
    public static async Task<string> GenerateDataAsync(string home, CancellationToken cancellationToken)
    {
        var data = Path.Combine(home, "data");
        await RunWorkbenchAsync(home, ["generate", "--shape", "sample", "--out", data, "--seed", "7"], cancellationToken);
        return data;
    }

    /// <summary>Restores a backup where no mesh ever was, starts a mesh there, and waits until it is ready.</summary>
    public static async Task<RunningMesh> StartRestoredAsync(string backup, CancellationToken cancellationToken)
    {
        var home = CreateHome();
        await RunWorkbenchAsync(home, ["restore", backup], cancellationToken);
        return await LaunchAsync(home, "", [], cancellationToken);
    }

    /// <summary>Runs a command of the workbench on this mesh.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message carries what it printed.</exception>
    public Task<string> RunWorkbenchAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) => RunWorkbenchAsync(Home, arguments, cancellationToken);

    /// <summary>Kills a process of the mesh, as a crash would; the AppHost starts it again.</summary>
    /// <param name="name">Its name in the mesh's state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KillAsync(string name, CancellationToken cancellationToken)
    {
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Home, "state.json"), cancellationToken));
        var id = state.RootElement.GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("name").GetString() == name).GetProperty("pid").GetInt32();
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    private static string CreateHome()
    {
        var home = Directory.CreateTempSubdirectory("moviemesh-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The servers run as users of their own, who must be able to pass through.
            File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        return home;
    }

    private static async Task<RunningMesh> LaunchAsync(string home, string data, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "TERM", "dotnet", Repository.BuiltAssembly("AppHost")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["MOVIEMESH_HOME"] = home,
                ["MOVIEMESH_DATA"] = data,
                ["MOVIEMESH_GATEWAY_PORT"] = "0",
                ["MOVIEMESH_WEB_PORT"] = "0",
                ["MOVIEMESH_DASHBOARD_PORT"] = "0",
                ["MOVIEMESH_ADMINISTRATOR_EMAIL"] = AdministratorEmail,
                ["MOVIEMESH_ADMINISTRATOR_PASSWORD"] = AdministratorPassword,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var mesh = new RunningMesh(home, await ProcessStarter.StartAsync(start));
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(StartDeadline);
            await mesh.WaitUntilReadyAsync(deadline.Token);
            return mesh;
        }
        catch (Exception exception)
        {
            await mesh.DisposeAsync();
            throw new InvalidOperationException($"The mesh did not become ready. Its console said:\n{mesh.Console}", exception);
        }
    }

    /// <summary>What the AppHost has written to its console so far.</summary>
    public string Console
    {
        get
        {
            lock (_console)
            {
                return string.Join('\n', _console);
            }
        }
    }

    /// <summary>Sends SIGTERM, waits for the end, and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_appHost.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_appHost.Id}"]);
            using var deadline = new CancellationTokenSource(StopDeadline);
            try
            {
                await _appHost.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                _appHost.Kill(entireProcessTree: true);
            }
        }

        await _reading;
        _appHost.Dispose();
        Directory.Delete(Home, recursive: true);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var endpointsFile = Path.Combine(Home, "endpoints.json");
        while (!File.Exists(endpointsFile))
        {
            if (_appHost.HasExited)
            {
                throw new InvalidOperationException($"The AppHost ended with exit code {_appHost.ExitCode}.");
            }

            await Task.Delay(100, cancellationToken);
        }

        var endpoints = JsonSerializer.Deserialize<Dictionary<string, Uri>>(await File.ReadAllTextAsync(endpointsFile, cancellationToken))!;
        (Gateway, WebUI, Dashboard) = (endpoints["query-api"], endpoints["web-ui"], endpoints["dashboard"]);
        using var client = new HttpClient { BaseAddress = Gateway };
        while (await client.GetFromJsonAsync<MeshStatus>("/api/status", GatewayJson.Options, cancellationToken) is not { Ready: true })
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_console)
            {
                _console.Add(line);
            }
        }
    }

    private static async Task<string> RunWorkbenchAsync(string home, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("tools/Workbench"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["MOVIEMESH_HOME"] = home,
                ["MOVIEMESH_ADMINISTRATOR_EMAIL"] = AdministratorEmail,
                ["MOVIEMESH_ADMINISTRATOR_PASSWORD"] = AdministratorPassword,
            },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"The workbench ended with exit code {process.ExitCode}:\n{await output}\n{errors}");
    }
}
