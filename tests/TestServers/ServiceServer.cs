using System.Net.Http.Json;
using System.Text.Json;

namespace MovieMesh.TestServers;

/// <summary>A service of the mesh in a process of its own.</summary>
/// <param name="folder">Its folder under <c>services</c>.</param>
/// <param name="settings">Its settings, as environment variables.</param>
public sealed class ServiceServer(string folder, IReadOnlyList<KeyValuePair<string, string>> settings) : TestServer(folder)
{
    /// <summary>Where it is.</summary>
    public Uri Address => new(ConnectionString);

    /// <inheritdoc/>
    public override string ConnectionString => $"http://127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Command => ["setpriv", "--pdeathsig", "TERM", "dotnet", Repository.BuiltAssembly($"services/{Name}")];

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [.. settings, new("ASPNETCORE_URLS", ConnectionString)];

    /// <summary>Whether it has all that it needs.</summary>
    protected override async Task<bool> AnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        try
        {
            return (await client.GetFromJsonAsync<JsonElement>(new Uri("/health", UriKind.Relative))).GetProperty("status").GetString() == "Healthy";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
