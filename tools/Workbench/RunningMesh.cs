using System.CommandLine;
using System.Text.Json;

namespace MovieMesh.Workbench;

/// <summary>Where the mesh that runs here is.</summary>
internal static class RunningMesh
{
    public static Option<Uri?> GatewayOption() => new("--gateway")
    {
        Description = "The gateway's address (default: that of the mesh running here).",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
            {
                return address;
            }

            result.AddError($"--gateway is '{result.Tokens[0].Value}'; it must be an address such as http://localhost:5080.");
            return null;
        },
    };

    public static Option<string?> DatabaseOption() =>
        new("--database") { Description = "The ratings database as Host=…;Port=…;Username=…;Password=…;Database=… (default: that of the mesh running here)." };

    public static Uri? Gateway() => Read<Dictionary<string, Uri>>("endpoints.json")?["query-api"];

    public static string? Database()
    {
        var kept = Read<Dictionary<string, string>>("servers.json");
        return kept is not null && kept.TryGetValue("postgres:port", out var port) && kept.TryGetValue("postgres:password", out var password)
            ? $"Host=127.0.0.1;Port={port};Username=moviemesh;Password={password};Database=ratingsdb"
            : null;
    }

    private static T? Read<T>(string name)
        where T : class
    {
        var file = Path.Combine(Environment.GetEnvironmentVariable("MOVIEMESH_HOME") ?? ".mesh", name);
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file)) : null;
    }
}
