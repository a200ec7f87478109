using System.Globalization;

namespace MovieMesh.AppHost;

/// <summary>The three servers: containers where Aspire finds an engine for them, native processes elsewhere, behind the same three names.</summary>
internal static class Infrastructure
{
    public static (Store RatingsDb, Store Cache, Store Messaging) AddInfrastructure(this IDistributedApplicationBuilder builder, KeptSettings kept)
    {
#if ASPIRE
        if (ContainerEngine.Answers())
        {
            return AddContainers(builder);
        }
#endif
        return AddNativeServers(builder, new NativeServers(kept));
    }

    /// <summary>A service of the mesh, by the name of its folder under <c>services/</c>.</summary>
    public static IResourceBuilder<ProjectResource> AddService(this IDistributedApplicationBuilder builder, string name, string folder) =>
        builder.AddProject(name, $"../services/{folder}/{folder}.csproj", launchProfileName: null);

    /// <summary>Gives a service a folder of its own for the keys of its tokens and cookies.</summary>
    public static IResourceBuilder<ProjectResource> WithKeys(this IResourceBuilder<ProjectResource> service, KeptSettings kept) =>
        service.WithEnvironment("Keys__Folder", Path.Combine(kept.Home, "keys", service.Resource.Name));

    /// <summary>Hands a service the connection string of a store, and starts it when the store is up.</summary>
    public static IResourceBuilder<ProjectResource> WithStore(this IResourceBuilder<ProjectResource> service, Store store) =>
        service.WithReference(store.Connection).WaitFor(store.Server);

#if ASPIRE
    private static (Store RatingsDb, Store Cache, Store Messaging) AddContainers(IDistributedApplicationBuilder builder)
    {
        var ratingsdb = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("ratingsdb");
        var cache = builder.AddRedis("cache");
        var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
        return (new(ratingsdb, ratingsdb), new(cache, cache), new(messaging, messaging));
    }
#endif

    private static (Store RatingsDb, Store Cache, Store Messaging) AddNativeServers(IDistributedApplicationBuilder builder, NativeServers servers) =>
        (
            AddNative(builder, servers, "postgres", "ratingsdb", (port, password) =>
                ReferenceExpression.Create($"Host=127.0.0.1;Port={port};Username=moviemesh;Password={password};Database=ratingsdb")),
            AddNative(builder, servers, "redis", "cache", (port, password) =>
                ReferenceExpression.Create($"127.0.0.1:{port},password={password}")),
            AddNative(builder, servers, "rabbitmq", "messaging", (port, password) =>
                ReferenceExpression.Create($"amqp://moviemesh:{password}@127.0.0.1:{port}")));

    private static Store AddNative(
        IDistributedApplicationBuilder builder, NativeServers servers, string server, string connection, Func<string, string, ReferenceExpression> connectionString)
    {
        var (port, password) = servers.Of(server);
        var portText = port.ToString(CultureInfo.InvariantCulture);
        var script = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "deploy", "native", $"{server}.sh"));
        var executable = builder.AddExecutable(server, script, ".", Path.Combine(servers.Home, server), portText)
            .WithEnvironment("SERVER_PASSWORD", password)
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false);
        return new(builder.AddConnectionString(connection, connectionString(portText, password)), executable);
    }
}
