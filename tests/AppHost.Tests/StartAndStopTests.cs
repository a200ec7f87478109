using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task WaitFor_OtherNotHealthyYet_HoldsBack()
    {
        await using var topology = new Topology();
        var port = FreePort.Find();
        var store = topology.AddServer("store").WithEndpoint(port: port, scheme: "tcp", name: "tcp", isProxied: false);
        topology.AddServer("reader").WaitFor(store);

        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("store started") == 1);
        await Eventually.HoldsAsync(() => topology.ReadState("store")?.GetProperty("state").GetString() == "Starting");
        Assert.Equal("Waiting", topology.ReadState("reader")!.Value.GetProperty("state").GetString());
        Assert.Equal(0, topology.CountInJournal("reader started"));

        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();

        await Eventually.HoldsAsync(() => topology.CountInJournal("reader started") == 1);
        Assert.True(topology.IsHealthy("store"));
    }

    [Fact]
    public async Task WithHttpHealthCheck_AnswerNotOk_IsNotHealthyUntilItIs()
    {
        await using var topology = new Topology();
        var port = FreePort.Find();
        using var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        topology.AddServer("service").WithHttpEndpoint(port: port, name: "http").WithHttpHealthCheck("/health").WithExternalHttpEndpoints();
        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("service started") == 1);
        listener.Start();

        await AnswerAsync(listener, 503);
        await AnswerAsync(listener, 503);
        Assert.False(topology.IsHealthy("service"));
        Assert.False(File.Exists(Path.Combine(topology.Home, "endpoints.json")));

        await AnswerAsync(listener, 200);
        await Eventually.HoldsAsync(() => topology.IsHealthy("service"));
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(topology.Home, "endpoints.json")));
        Assert.Contains($"\"service\": \"http://127.0.0.1:{port}\"", await File.ReadAllTextAsync(Path.Combine(topology.Home, "endpoints.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletion_FirstAttemptFails_WaitsForTheOneThatSucceeds()
    {
        await using var topology = new Topology();
        var migration = topology.Add("migration", "echo attempt >> $JOURNAL; [ $(grep -c attempt $JOURNAL) -eq 2 ]");
        topology.AddServer("service").WaitForCompletion(migration);

        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("service started") == 1);

        Assert.Equal(["attempt", "attempt", "service started"], topology.ReadJournal());
        Assert.Equal("Completed", topology.ReadState("migration")!.Value.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Run_ProcessDies_IsStartedAgain()
    {
        await using var topology = new Topology();
        topology.Add("frail", "echo attempt >> $JOURNAL; echo last words; [ $(grep -c attempt $JOURNAL) -gt 1 ] || exit 7; while :; do sleep 0.02; done");

        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("attempt") == 2 && topology.IsHealthy("frail"));

        Assert.Equal(1, topology.ReadState("frail")!.Value.GetProperty("restarts").GetInt32());
        Assert.Contains("last words", topology.ReadLog("frail"), StringComparison.Ordinal);
        Assert.Contains("ended with exit code 7", topology.ReadLog("frail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProcessKilled_IsStartedAgainUnderAnotherId()
    {
        await using var topology = new Topology();
        topology.AddServer("server");
        topology.Start();
        await Eventually.HoldsAsync(() => topology.IsHealthy("server"));
        var first = topology.ReadState("server")!.Value.GetProperty("pid").GetInt32();

        using (var process = System.Diagnostics.Process.GetProcessById(first))
        {
            process.Kill();
        }

        await Eventually.HoldsAsync(() => topology.CountInJournal("server started") == 2 && topology.IsHealthy("server"));
        Assert.NotEqual(first, topology.ReadState("server")!.Value.GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task Stop_ChainOfThree_StopsTheLastFirst()
    {
        await using var topology = new Topology();
        var first = topology.AddServer("first");
        var second = topology.AddServer("second").WaitFor(first);
        topology.AddServer("third").WaitFor(second);
        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("third started") == 1);

        await topology.StopAsync();

        Assert.Equal(["first started", "second started", "third started", "third stopped", "second stopped", "first stopped"], topology.ReadJournal());
        Assert.False(File.Exists(Path.Combine(topology.Home, "state.json")));
    }

    [Fact]
    public async Task Stop_WhileSomeStillWait_StartsNothingMore()
    {
        await using var topology = new Topology();
        var never = topology.AddServer("never").WithEndpoint(port: FreePort.Find(), scheme: "tcp", name: "tcp", isProxied: false);
        topology.AddServer("reader").WaitFor(never);
        topology.Start();
        await Eventually.HoldsAsync(() => topology.CountInJournal("never started") == 1);

        await topology.StopAsync();

        Assert.Equal(["never started", "never stopped"], topology.ReadJournal());
    }

    [Fact]
    public async Task Run_PortTaken_SaysWhichAndStartsNothing()
    {
        await using var topology = new Topology();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        topology.AddServer("other");
        topology.AddServer("gateway").WithHttpEndpoint(port: port, name: "http");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(topology.RunAsync);

        Assert.Contains($"port {port}, meant for gateway,", exception.Message, StringComparison.Ordinal);
        Assert.Empty(topology.ReadJournal());
    }

    [Fact]
    public async Task Run_HomeInUse_Refuses()
    {
        await using var first = new Topology();
        first.AddServer("server");
        first.Start();
        await Eventually.HoldsAsync(() => first.IsHealthy("server"));
        var second = new Topology(first.Home);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(second.RunAsync);

        Assert.Contains(first.Home, exception.Message, StringComparison.Ordinal);
        Assert.True(first.IsHealthy("server"));
    }

    private static async Task AnswerAsync(HttpListener listener, int status)
    {
        var context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("/health", context.Request.Url!.AbsolutePath);
        context.Response.StatusCode = status;
        context.Response.Close();
    }
}
