using MovieMesh.Mesh.Tests;
using MovieMesh.TestServers;

[assembly: AssemblyFixture(typeof(MeshFixture))]

namespace MovieMesh.Mesh.Tests;

/// <summary>One mesh for all tests of this assembly; each test uses a visitor of its own.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    private RunningMesh _mesh = null!;

    public RunningMesh Mesh => _mesh;

    public Gateway Gateway => field ??= new Gateway(_mesh.Gateway);

    public async ValueTask InitializeAsync() => _mesh = await RunningMesh.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        await _mesh.DisposeAsync();
    }
}
