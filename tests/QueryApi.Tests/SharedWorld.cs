using MovieMesh.QueryApi.Tests;

[assembly: AssemblyFixture(typeof(SharedWorld))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.QueryApi.Tests;

/// <summary>A world whose servers stay up, and one gateway in it.</summary>
public sealed class SharedWorld : IAsyncLifetime
{
    public World World { get; } = new();

    public Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        Gateway = World.CreateServer();
        await Gateway.WaitUntilReadyAsync("model 1");
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        await World.DisposeAsync();
    }
}
