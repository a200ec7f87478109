using System.Text.Json;
using System.Text.Json.Serialization;

namespace MovieMesh.AppHost.Local;

/// <summary>What the AppHost tells the outside: <c>state.json</c> on every change, <c>endpoints.json</c> while all is healthy. No secrets.</summary>
internal sealed class MeshState(string home, IReadOnlyList<ResourceRunner> runners, string? dashboard) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    private readonly Lock _lock = new();
    private readonly string _stateFile = Path.Combine(home, "state.json");
    private readonly string _endpointsFile = Path.Combine(home, "endpoints.json");

    public void Save()
    {
        lock (_lock)
        {
            Write(_stateFile, new { ProcessId = Environment.ProcessId, Dashboard = dashboard, Resources = runners.Select(runner => runner.Status) });
            if (!File.Exists(_endpointsFile) && runners.All(runner => runner.IsReady))
            {
                var endpoints = runners.Where(runner => runner.Resource.IsExternal).DistinctBy(runner => runner.Resource.Name).ToDictionary(runner => runner.Resource.Name, runner => runner.Url);
                if (dashboard is not null)
                {
                    endpoints["dashboard"] = dashboard;
                }

                Write(_endpointsFile, endpoints);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            File.Delete(_endpointsFile);
            File.Delete(_stateFile);
        }
    }

    private static void Write<T>(string path, T content)
    {
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(content, Json));
        File.Move($"{path}.new", path, overwrite: true);
    }
}
