using System.Text.Json;
using System.Text.Json.Serialization;
using MovieMesh.AppHost.Local;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

/// <summary>A topology of small shell scripts, run in this process in a folder of its own.</summary>
internal sealed class Topology : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ProcessResource> _resources = [];
    private Task _running = Task.CompletedTask;

    public string Home { get; } = Directory.CreateTempSubdirectory("moviemesh-apphost-").FullName;

    /// <summary>The lines that the scripts appended to <c>$TRACE</c>, in order.</summary>
    public string[] Trace => File.Exists(TraceFile) ? File.ReadAllLines(TraceFile) : [];

    private string TraceFile => Path.Combine(Home, "trace");

    public IResourceBuilder<ExecutableResource> Add(string name, string script)
    {
        var resource = new ExecutableResource(name, new LaunchCommand("bash", ["-c", script], Home));
        _resources.Add(resource);
        return new ResourceBuilder<ExecutableResource>(resource).WithEnvironment("TRACE", TraceFile);
    }

    public void Start() => _running = Orchestrator.RunAsync(_resources, Home, _stopping.Token);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public Task<ResourceStatus> UntilAsync(string name, Func<ResourceStatus, bool> condition) => Eventually.ReturnsAsync(
        () => Task.FromResult(Resources().SingleOrDefault(status => status.Name == name) ?? new(name, ResourceState.Waiting, false, null, null, 0, null, null)), condition);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(TimeSpan.FromSeconds(60)));
        _stopping.Dispose();
        Directory.Delete(Home, recursive: true);
    }

    private ResourceStatus[] Resources()
    {
        var file = Path.Combine(Home, "state.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<State>(File.ReadAllText(file), Json)!.Resources : [];
    }

    private sealed record State(ResourceStatus[] Resources);
}
