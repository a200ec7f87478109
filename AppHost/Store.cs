namespace MovieMesh.AppHost;

/// <summary>A store as services see it (a connection string), and the server that must be up for it to work.</summary>
internal sealed record Store(IResourceBuilder<IResourceWithConnectionString> Connection, IResourceBuilder<IResource> Server);
