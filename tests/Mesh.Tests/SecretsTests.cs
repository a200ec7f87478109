using System.Text.Json;
using MovieMesh.TestServers;

namespace MovieMesh.Mesh.Tests;

/// <summary>What the mesh made up to keep others out is written where it belongs, and nowhere else.</summary>
public sealed class SecretsTests(MeshFixture fixture)
{
    [Fact]
    public async Task A_running_mesh_tells_no_password_in_its_logs_its_state_or_its_status()
    {
        var home = fixture.Mesh.Home;
        var kept = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(home, "servers.json"), TestContext.Current.CancellationToken))!;
        var secrets = kept.Where(setting => setting.Key.EndsWith(":password", StringComparison.Ordinal)).Select(setting => setting.Value).Append(RunningMesh.AdministratorPassword).ToList();
        Assert.True(secrets.Count >= 4);
        var visitor = await fixture.Gateway.CreateVisitorAsync();
        await fixture.Gateway.RecommendAsync(visitor);

        var told = new Dictionary<string, string>(StringComparer.Ordinal) { ["console"] = fixture.Mesh.Console };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(home, "logs"), "*", SearchOption.AllDirectories).Append(Path.Combine(home, "state.json")).Append(Path.Combine(home, "endpoints.json")))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            told[file] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(told.Count > 8);
        Assert.All(told, text => Assert.DoesNotContain(secrets, secret => text.Value.Contains(secret, StringComparison.Ordinal)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(home, "servers.json")) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
            foreach (var keys in Directory.EnumerateDirectories(Path.Combine(home, "keys")))
            {
                Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(keys) & (UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
            }
        }
    }
}
