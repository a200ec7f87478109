using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using MovieMesh.TestServers;

namespace MovieMesh.AppHost.Tests;

public sealed class EnvironmentTests
{
    private const string WriteEnvironment = "env > $JOURNAL.new; mv $JOURNAL.new $JOURNAL.env; while :; do sleep 0.02; done";

    [Fact]
    public async Task WithReference_ConnectionString_ArrivesUnderItsName()
    {
        await using var topology = new Topology();
        topology.Add("reader", WriteEnvironment).WithReference(topology.Builder.AddConnectionString("cache", ReferenceExpression.Create($"127.0.0.1:{6379},password={"secret"}")));

        var environment = await RunAsync(topology);

        Assert.Equal("127.0.0.1:6379,password=secret", environment["ConnectionStrings__cache"]);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(Path.Combine(topology.Home, "state.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithReference_ServiceWithReplicas_BringsEveryAddress()
    {
        await using var topology = new Topology();
        var never = topology.AddServer("never").WithEndpoint(port: FreePort.Find(), scheme: "tcp", name: "tcp", isProxied: false);
        var gateway = topology.Builder.AddProject("query-api", "../services/QueryApi/QueryApi.csproj", launchProfileName: null)
            .WithHttpEndpoint(name: "http").WithReplicas(3).WaitFor(never);
        topology.Add("web", WriteEnvironment).WithReference(gateway);

        var environment = await RunAsync(topology);

        string[] addresses = [environment["services__query-api__http__0"], environment["services__query-api__http__1"], environment["services__query-api__http__2"]];
        Assert.All(addresses, address => Assert.Matches(@"^http://127\.0\.0\.1:\d+$", address));
        Assert.Equal(3, addresses.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("services__query-api__http__3", environment.Keys);
    }

    [Fact]
    public async Task Run_HttpEndpoint_TellsTheServiceWhereToListenAndWhoItIs()
    {
        await using var topology = new Topology();
        var port = FreePort.Find();
        topology.Add("service", WriteEnvironment).WithHttpEndpoint(port: port, name: "http").WithEnvironment("Dataset__Path", "/data");

        var environment = await RunAsync(topology);

        Assert.Equal($"http://127.0.0.1:{port}", environment["ASPNETCORE_URLS"]);
        Assert.Equal(Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Development", environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("service", environment["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=service-", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("/data", environment["Dataset__Path"]);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), environment["PATH"]);
        Assert.Equal(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    private static async Task<Dictionary<string, string>> RunAsync(Topology topology)
    {
        topology.Start();
        await Eventually.HoldsAsync(() => File.Exists($"{topology.Journal}.env"));
        return (await File.ReadAllLinesAsync($"{topology.Journal}.env", TestContext.Current.CancellationToken))
            .Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
