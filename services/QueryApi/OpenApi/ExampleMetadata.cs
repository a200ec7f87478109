namespace MovieMesh.QueryApi.OpenApi;

/// <summary>What an endpoint's description shows as its answer and body.</summary>
internal sealed record ExampleMetadata(object Response, object? Request);
