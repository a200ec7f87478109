namespace MovieMesh.QueryApi;

/// <summary>A prediction was asked for while a model serves that puts movies in an order and predicts no stars.</summary>
internal sealed class NoStarsException(string algorithm) : Exception($"The model that serves ('{algorithm}') puts movies in an order; it predicts no stars.");
