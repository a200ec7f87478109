using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MovieMesh.AppHost;
using MovieMesh.AppHost.Local;

namespace MovieMesh.TestServers;

/// <summary>A real server for tests, run by its script under <c>deploy/native</c> in a temporary folder on a free port; gone with the test process, however that ends.</summary>
public abstract partial class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    // The test runner takes a process for crashed that is not gone a minute after its last test, and up to three servers stop one after the other.
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("moviemesh-test-").FullName;
    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Prepares a server.</summary>
    /// <param name="name">The name of its script, or of what <see cref="Command"/> runs.</param>
    /// <param name="password">The password; null makes one up.</param>
    protected TestServer(string name, string? password = null)
    {
        (Name, Password) = (name, password ?? Guid.NewGuid().ToString("N"));

        // Servers run as users of their own, who must be able to pass through.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
    }

    /// <summary>The port on the loopback address; it stays over restarts.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The folder in which the server keeps and runs everything.</summary>
    public string Folder => _folder;

    /// <summary>The name of its script, or of what <see cref="Command"/> runs.</summary>
    protected string Name { get; }

    /// <summary>The password.</summary>
    public string Password { get; }

    /// <summary>What is run, and with which arguments.</summary>
    protected virtual IReadOnlyList<string> Command => [Path.Combine(Repository.Root, "deploy", "native", Name), Path.Combine(_folder, "data"), $"{Port}"];

    /// <summary>What else it is told, by environment variables.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, string>> Settings => [];

    /// <summary>The connection string, as services get it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead, or did not answer in time; the message carries its output.</exception>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SERVER_PASSWORD"] = Password },
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        _process = await ProcessStarter.StartAsync(start);
        _ = CollectAsync(_process.StandardOutput);
        _ = CollectAsync(_process.StandardError);
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartDeadline)
            {
                throw new InvalidOperationException($"{Name} {(_process.HasExited ? "ended" : "does not answer")}:\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Kills the server as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the server as an operator would.</summary>
    public async Task StopAsync()
    {
        _ = Signal(_process!.Id, StopSignal);
        using var deadline = new CancellationTokenSource(StopDeadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>Stops the server's processing without closing its connections, until <see cref="Resume"/>.</summary>
    public void Pause() => _ = Signal(_process!.Id, 19);

    /// <summary>Lets a paused server go on.</summary>
    public void Resume() => _ = Signal(_process!.Id, 18);

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is { HasExited: false })
        {
            Resume();
            await StopAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The number of the signal at which the server ends cleanly and at once.</summary>
    protected virtual int StopSignal => 15;

    /// <summary>Whether the server answers a real request.</summary>
    protected abstract Task<bool> AnswersAsync();

    /// <summary>Whether somebody listens on the port.</summary>
    protected async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output.TakeLast(50));
            }
        }
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
