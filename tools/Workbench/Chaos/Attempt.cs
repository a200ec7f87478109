namespace MovieMesh.Workbench.Chaos;

/// <summary>A rating or withdrawal that was sent.</summary>
/// <param name="Stars">The stars; null takes them back.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="RatedAt">When the gateway accepted it, by its answer 202; null when it did not answer so.</param>
internal sealed record Attempt(float? Stars, DateTimeOffset SentAt, DateTimeOffset? RatedAt);
