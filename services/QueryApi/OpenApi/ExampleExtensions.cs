namespace MovieMesh.QueryApi.OpenApi;

/// <summary>Puts examples beside endpoints.</summary>
internal static class ExampleExtensions
{
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, object response, object? request = null) =>
        endpoint.WithMetadata(new ExampleMetadata(response, request));
}
