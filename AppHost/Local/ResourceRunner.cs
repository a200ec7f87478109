using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace MovieMesh.AppHost.Local;

/// <summary>Keeps one replica of a resource running: starts it, watches its health, starts it again with growing pauses when it dies.</summary>
internal sealed class ResourceRunner(ProcessResource resource, int replica, int? port, bool runsToCompletion, IReadOnlyDictionary<string, string> environment, string logFolder, Action changed)
    : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ProvenGood = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ConsoleLog _log = new(NameOf(resource, replica), logFolder);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    /// <summary>Open while the resource shall run; a stop by hand, and the end of what runs to completion, closes it.</summary>
    private TaskCompletionSource _wanted = Opened();
    private CancellationTokenSource? _life;

    public string Name { get; } = NameOf(resource, replica);

    public ProcessResource Resource => resource;

    /// <summary>What the process gets beside the AppHost's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => field ??= DescribeEnvironment();

    public ConsoleLog Console => _log;

    public string? Url => port is null ? null : $"{resource.Endpoint!.Scheme}://127.0.0.1:{port}";

    public ResourceStatus Status { get; private set; } = new(NameOf(resource, replica), ResourceState.Waiting, false, null, port is null ? null : $"{resource.Endpoint!.Scheme}://127.0.0.1:{port}", 0, null, null);

    /// <summary>Ends when the resource was healthy (or, run to completion, successful) for the first time.</summary>
    public Task Ready(DependencyKind kind) => kind == DependencyKind.Completed ? _completed.Task : _healthy.Task;

    public bool IsReady => runsToCompletion ? Status.State == ResourceState.Completed : Status.Healthy;

    /// <summary>Starts it again after it was stopped by hand or has completed.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _wanted.TrySetResult();
        }
    }

    /// <summary>Stops the process until it is started by hand.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _wanted = _wanted.Task.IsCompleted ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _wanted;
            _ = _life?.CancelAsync();
        }
    }

    /// <summary>Stops the process and starts it again.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _wanted.TrySetResult();
            _ = _life?.CancelAsync();
        }
    }

    /// <summary>Runs until the token is cancelled and the process has stopped.</summary>
    public async Task RunAsync(IEnumerable<Task> dependencies, CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(dependencies).WaitAsync(stopping);
            while (true)
            {
                await _wanted.Task.WaitAsync(stopping);
                await LiveAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Change(Status with { State = ResourceState.Stopped, Healthy = false, Pid = null });
        }
    }

    public void Dispose() => _log.Dispose();

    private static string NameOf(ProcessResource resource, int replica) => replica == 0 ? resource.Name : $"{resource.Name}-{replica + 1}";

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    /// <summary>Until it is stopped by hand, or has completed.</summary>
    private async Task LiveAsync(CancellationToken stopping)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        lock (_lock)
        {
            if (!_wanted.Task.IsCompleted)
            {
                return;
            }

            _life = life;
        }

        try
        {
            await KeepRunningAsync(life.Token);
            Stop();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            Change(Status with { State = ResourceState.Stopped, Healthy = false, Pid = null, Problem = null });
        }
        finally
        {
            lock (_lock)
            {
                _life = null;
            }
        }
    }

    private async Task KeepRunningAsync(CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var started = Stopwatch.GetTimestamp();
            if (await RunOnceAsync(stopping))
            {
                return;
            }

            pause = Stopwatch.GetElapsedTime(started) > ProvenGood ? TimeSpan.FromSeconds(1) : pause;
            _log.Write($"[apphost] {Status.Problem}; starting again in {pause.TotalSeconds:F0} s");
            await Task.Delay(pause, stopping);
            Change(Status with { Restarts = Status.Restarts + 1 });
        }
    }

    /// <returns>Whether the resource is done.</returns>
    private async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        Process process;
        try
        {
            process = await ProcessStarter.StartAsync(Describe());
        }
        catch (Win32Exception exception)
        {
            Change(Status with { State = ResourceState.Restarting, Problem = $"could not be started: {exception.Message}" });
            return false;
        }

        using (process)
        {
            Change(Status with { State = ResourceState.Starting, Pid = process.Id, StartedAt = DateTimeOffset.UtcNow, Problem = null });
            var output = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
            using var ended = new CancellationTokenSource();
            var watching = runsToCompletion ? Task.CompletedTask : WatchHealthAsync(ended.Token);
            try
            {
                await process.WaitForExitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                await StopAsync(process);
                throw;
            }
            finally
            {
                await ended.CancelAsync();
                await watching;

                // A grandchild that outlives its parent may hold the pipes open; its last words are not worth waiting for.
                await Task.WhenAny(output, Task.Delay(LastWords, CancellationToken.None));
            }

            if (runsToCompletion && process.ExitCode == 0)
            {
                Change(Status with { State = ResourceState.Completed, Healthy = true, Pid = null });
                _completed.TrySetResult();
                _healthy.TrySetResult();
                return true;
            }

            Change(Status with { State = ResourceState.Restarting, Healthy = false, Pid = null, Problem = $"ended with exit code {process.ExitCode}" });
            return false;
        }
    }

    private ProcessStartInfo Describe()
    {
        var command = resource.Command.EndingWithParent();
        var info = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        info.Environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Name}-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}";
        return info;
    }

    private SortedDictionary<string, string> DescribeEnvironment()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Development",
            ["OTEL_SERVICE_NAME"] = resource.Name,
        };
        if (resource.Endpoint is { Scheme: "http" })
        {
            all["ASPNETCORE_URLS"] = Url!;
        }

        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        return all;
    }

    private async Task StopAsync(Process process)
    {
        Change(Status with { State = ResourceState.Stopping, Healthy = false });
        Signals.Terminate(process.Id);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _log.Write($"[apphost] did not stop within {StopPatience.TotalSeconds:F0} s; killed");
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task WatchHealthAsync(CancellationToken ended)
    {
        try
        {
            for (var interval = TimeSpan.FromMilliseconds(100); ; interval = TimeSpan.FromSeconds(Status.Healthy ? 5 : 0.2))
            {
                await Task.Delay(interval, ended);
                var healthy = await IsHealthyAsync(ended);
                if (healthy != Status.Healthy || (healthy && Status.State != ResourceState.Running))
                {
                    Change(Status with { Healthy = healthy, State = healthy ? ResourceState.Running : Status.State });
                }

                if (healthy)
                {
                    _healthy.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (resource.HealthPath is { } path)
            {
                using var response = await Http.GetAsync(new Uri(new Uri(Url!), path), cancellationToken);
                return response.IsSuccessStatusCode;
            }

            if (port is { } tcp)
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", tcp, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task PumpAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _log.Write(line);
        }
    }

    private void Change(ResourceStatus status)
    {
        Status = status;
        changed();
    }
}
