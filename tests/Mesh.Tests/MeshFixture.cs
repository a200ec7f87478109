using MovieMesh.Mesh.Tests;
using MovieMesh.TestServers;

[assembly: AssemblyFixture(typeof(MeshFixture))]

// Some tests break the one mesh for a while.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.Mesh.Tests;

/// <summary>One mesh for all tests of this assembly; each test uses a visitor of its own.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    // A training that goes on from an earlier one's factors does not come to the very same as one from nothing, with which it is compared.
    private static readonly KeyValuePair<string, string>[] Settings = [new("Training__WarmStart", "false")];

    private RunningMesh _mesh = null!;

    public RunningMesh Mesh => _mesh;

    public Gateway Gateway => field ??= new Gateway(_mesh.Gateway);

    public async ValueTask InitializeAsync() => _mesh = await RunningMesh.StartAsync(TestContext.Current.CancellationToken, Settings);

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        await _mesh.DisposeAsync();
    }
}
