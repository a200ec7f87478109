using System.Diagnostics;
using System.Globalization;
using MovieMesh.AppHost.Local;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

public sealed class OrchestratorTests
{
    private const string UntilTold = "trap 'echo stop $0 >> $TRACE; exit 0' TERM; echo start $0 >> $TRACE; while :; do sleep 0.05; done";

    [Fact]
    public async Task Resources_StartInOrderOfWaiting_AndStopInReverse()
    {
        await using var topology = new Topology();
        var server = topology.Add("server", UntilTold.Replace("$0", "server", StringComparison.Ordinal));
        var migration = topology.Add("migration", "echo migrated >> $TRACE").WaitFor(server);
        topology.Add("service", UntilTold.Replace("$0", "service", StringComparison.Ordinal)).WaitFor(server).WaitForCompletion(migration);

        topology.Start();
        await topology.UntilAsync("service", status => status.State == ResourceState.Running);
        await Eventually.HoldsAsync(() => topology.Trace.Length == 3);
        await topology.StopAsync();

        Assert.Equal(["start server", "migrated", "start service", "stop service", "stop server"], topology.Trace);
    }

    [Fact]
    public async Task Resource_ThatDies_IsStartedAgain()
    {
        await using var topology = new Topology();
        topology.Add("mortal", "echo born >> $TRACE; exec sleep 1000");
        topology.Start();
        var first = await topology.UntilAsync("mortal", status => status.State == ResourceState.Running);

        using (var process = Process.GetProcessById(first.Pid!.Value))
        {
            process.Kill();
        }

        var second = await topology.UntilAsync("mortal", status => status.Restarts == 1 && status.State == ResourceState.Running);
        Assert.NotEqual(first.Pid, second.Pid);
        await Eventually.HoldsAsync(() => topology.Trace.Length == 2);
    }

    [Fact]
    public async Task Resource_WaitingForOneThatFails_DoesNotStart_UntilItSucceeds()
    {
        await using var topology = new Topology();
        var flaky = topology.Add("flaky", "echo try >> $TRACE; [ $(grep -c try $TRACE) -ge 2 ]");
        topology.Add("patient", "echo go >> $TRACE; exec sleep 1000").WaitForCompletion(flaky);

        topology.Start();
        await Eventually.HoldsAsync(() => topology.Trace.Contains("go"));

        Assert.Equal(["try", "try", "go"], topology.Trace);
    }

    [Fact]
    public async Task Service_GetsWhatAspireWouldGiveIt()
    {
        await using var topology = new Topology();
        var connection = new ResourceBuilder<ConnectionStringResource>(new("cache", ReferenceExpression.Create($"127.0.0.1:{6379}")));
        topology.Add("service", "env >> $TRACE; exec sleep 1000").WithReference(connection).WithEnvironment("Dataset__Path", "/films").WithHttpEndpoint(name: "http");

        topology.Start();
        await Eventually.HoldsAsync(() => topology.Trace.Length > 5);

        Assert.Contains("ConnectionStrings__cache=127.0.0.1:6379", topology.Trace);
        Assert.Contains("Dataset__Path=/films", topology.Trace);
        Assert.Contains("OTEL_SERVICE_NAME=service", topology.Trace);
        Assert.Contains(topology.Trace, line => line.StartsWith("ASPNETCORE_URLS=http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains(topology.Trace, line => line.StartsWith("OTEL_RESOURCE_ATTRIBUTES=service.instance.id=service-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithATakenPort_NamesThePortAndStartsNothing()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await using var topology = new Topology();
        topology.Add("web-ui", "echo started >> $TRACE").WithHttpEndpoint(port: port, name: "http");

        topology.Start();
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => topology.StopAsync());

        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        Assert.Contains("web-ui", exception.Message, StringComparison.Ordinal);
        Assert.Empty(topology.Trace);
    }

    [Fact]
    public async Task Run_TwiceInOneHome_RefusesTheSecond()
    {
        await using var topology = new Topology();
        topology.Add("only", "exec sleep 1000");
        topology.Start();
        await topology.UntilAsync("only", status => status.State == ResourceState.Running);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => Orchestrator.RunAsync([], topology.Home, CancellationToken.None));

        Assert.Contains("already", exception.Message, StringComparison.Ordinal);
    }
}
