namespace MovieMesh.AppHost.Local;

/// <summary>Where a resource listens.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Scheme"><c>http</c> or <c>tcp</c>.</param>
/// <param name="Port">The port asked for; null takes a free one.</param>
internal sealed record PublishedEndpoint(string Name, string Scheme, int? Port);
