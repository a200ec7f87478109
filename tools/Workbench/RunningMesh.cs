using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using MovieMesh.Contracts.Api;

namespace MovieMesh.Workbench;

/// <summary>Where the mesh that runs here is.</summary>
internal static class RunningMesh
{
    public const string NoAdministrator = "Set MOVIEMESH_ADMINISTRATOR_EMAIL and MOVIEMESH_ADMINISTRATOR_PASSWORD to those of an administrator.";

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

    /// <summary>The environment variable that names the mesh's folder.</summary>
    public const string HomeVariable = "MOVIEMESH_HOME";

    /// <summary>The mesh's folder.</summary>
    public static string Home => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? home : ".mesh";

    public static Uri? Gateway(string? home = null) => Read<Dictionary<string, Uri>>("endpoints.json", home)?["query-api"];

    public static MeshState? State(string? home = null) => Read<MeshState>("state.json", home);

    /// <summary>An address that lets a browser into the dashboard; null when none runs.</summary>
    public static string? DashboardLogin(string home) =>
        Read<Dictionary<string, string>>("endpoints.json", home)?.GetValueOrDefault("dashboard") is { } address && Read<Dictionary<string, string>>("servers.json", home)?.GetValueOrDefault("dashboard:password") is { } token
            ? $"{address}/login?t={token}"
            : null;

    public static string? Database(string? home = null)
    {
        var kept = Read<Dictionary<string, string>>("servers.json", home);
        return kept is not null && kept.TryGetValue("postgres:port", out var port) && kept.TryGetValue("postgres:password", out var password)
            ? $"Host=127.0.0.1;Port={port};Username=moviemesh;Password={password};Database=ratingsdb"
            : null;
    }

    public static (int Port, string Password)? Redis()
    {
        var kept = Read<Dictionary<string, string>>("servers.json");
        return kept is not null && kept.TryGetValue("redis:port", out var port) && kept.TryGetValue("redis:password", out var password)
            ? (int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), password)
            : null;
    }

    /// <summary>The first administrator, or null when nobody said who that is.</summary>
    public static Credentials? Administrator(string? home = null)
    {
        var email = Environment.GetEnvironmentVariable("MOVIEMESH_ADMINISTRATOR_EMAIL") is { Length: > 0 } named ? named : "admin@moviemesh.localhost";
        var password = Environment.GetEnvironmentVariable("MOVIEMESH_ADMINISTRATOR_PASSWORD") is { Length: > 0 } given
            ? given
            : Read<Dictionary<string, string>>("servers.json", home)?.GetValueOrDefault("administrator:password");
        return password is null ? null : new Credentials { Email = email, Password = password };
    }

    /// <summary>An access token of the administrator, who may rate for any user.</summary>
    /// <exception cref="HttpRequestException">The gateway cannot be reached, or knows no such administrator.</exception>
    public static async Task<string> SignInAsync(Uri gateway, CancellationToken cancellationToken, string? home = null)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        using var response = await client.PostAsJsonAsync("/api/account/sign-in", Administrator(home) ?? throw new HttpRequestException(NoAdministrator), WatchCommand.Json, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<UserSession>(WatchCommand.Json, cancellationToken))!.AccessToken
            : throw new HttpRequestException($"signing in as the administrator failed with {(int)response.StatusCode}. {NoAdministrator}");
    }

    private static T? Read<T>(string name, string? home = null)
        where T : class
    {
        var file = Path.Combine(home ?? Home, name);
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), WatchCommand.Json) : null;
    }
}
