namespace MovieMesh.Storage.Models;

/// <summary>Redis is away, or did not answer in time.</summary>
public sealed class CacheUnavailableException(string message, Exception innerException) : IOException(message, innerException);
