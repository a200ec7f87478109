using System.Globalization;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using MovieMesh.AppHost.Local;
using MovieMesh.AppHost.Local.Dashboard;

namespace MovieMesh.AppHost.Tests;

/// <summary>A small topology of shell scripts in a home of its own, run in this process.</summary>
internal sealed class Topology : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;

    public Topology(string? home = null)
    {
        Home = home ?? Directory.CreateTempSubdirectory("moviemesh-topology-").FullName;
        Journal = Path.Combine(Home, "journal");
        File.AppendAllText(Journal, "");
    }

    public string Home { get; }

    /// <summary>The file in which scripts write down what happens, by <c>$JOURNAL</c>.</summary>
    public string Journal { get; }

    public DistributedApplicationBuilder Builder { get; } = new();

    /// <summary>A resource that runs a bash script; <c>$JOURNAL</c> is the journal.</summary>
    public IResourceBuilder<ExecutableResource> Add(string name, string script) =>
        Builder.AddExecutable(name, "bash", Home, "-c", script).WithEnvironment("JOURNAL", Journal);

    /// <summary>A resource that writes down its start and its end, and runs until it is told to stop.</summary>
    public IResourceBuilder<ExecutableResource> AddServer(string name) =>
        Add(name, $"trap 'echo {name} stopped >> $JOURNAL; exit' TERM; echo {name} started >> $JOURNAL; while :; do sleep 0.02; done");

    public void Start() => _running = Orchestrator.RunAsync(Builder.Resources, Home, _stopping.Token);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running!;
    }

    /// <summary>The same with a dashboard, on a port of its own.</summary>
    public void StartWithDashboard(DashboardAccess access) => _running = Orchestrator.RunAsync(Builder.Resources, Home, _stopping.Token, _ => access);

    public Task RunAsync() => Orchestrator.RunAsync(Builder.Resources, Home, _stopping.Token);

    public string[] ReadJournal() => File.ReadAllLines(Journal);

    public int CountInJournal(string line) => ReadJournal().Count(written => written == line);

    public string ReadLog(string name)
    {
        using var file = new FileStream(Path.Combine(Home, "logs", $"{name}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>What <c>state.json</c> says about a resource; null when it says nothing.</summary>
    public JsonElement? ReadState(string name)
    {
        var file = Path.Combine(Home, "state.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var state = JsonDocument.Parse(File.ReadAllText(file));
        return state.RootElement.GetProperty("resources").EnumerateArray().Where(resource => resource.GetProperty("name").GetString() == name).Select(resource => (JsonElement?)resource.Clone()).FirstOrDefault();
    }

    public bool IsHealthy(string name) => ReadState(name)?.GetProperty("healthy").GetBoolean() == true;

    public static bool IsAlive(int processId) => Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}"));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_running is not null)
        {
            await Task.WhenAny(_running);
        }

        _stopping.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
