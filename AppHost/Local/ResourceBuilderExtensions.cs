using MovieMesh.AppHost.Local;

namespace Aspire.Hosting;

/// <summary>The calls that AppHost.cs and Infrastructure.cs make on resources, with the names and meanings that they have in Aspire.</summary>
internal static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : ProcessResource => builder.With(resource => resource.Environment[name] = value);

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source)
        where T : ProcessResource => builder.With(resource => resource.Environment[$"ConnectionStrings__{source.Resource.Name}"] = source.Resource.ConnectionStringExpression.Value);

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ProjectResource> source)
        where T : ProcessResource => builder.With(resource => resource.ReferencedServices.Add(source.Resource));

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : ProcessResource => builder.With(resource => resource.Dependencies.Add(new(dependency.Resource.Name, DependencyKind.Healthy)));

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : ProcessResource => builder.With(resource => resource.Dependencies.Add(new(dependency.Resource.Name, DependencyKind.Completed)));

    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, string? name = null)
        where T : ProcessResource => builder.WithEndpoint(port, scheme: "http", name: name);

    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, bool isProxied = true)
        where T : ProcessResource => builder.With(resource => resource.Endpoint = new(name ?? scheme ?? "tcp", scheme ?? "tcp", targetPort ?? port));

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string path)
        where T : ProcessResource => builder.With(resource => resource.HealthPath = path);

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : ProcessResource => builder.With(resource => resource.IsExternal = true);

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.With(resource => resource.Replicas = replicas);

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, Action<T> change)
        where T : IResource
    {
        change(builder.Resource);
        return builder;
    }
}
