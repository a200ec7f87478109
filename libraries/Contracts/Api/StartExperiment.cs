namespace MovieMesh.Contracts.Api;

/// <summary>The body of a request to split users over two models.</summary>
public sealed record StartExperiment
{
    /// <summary>A name. The split is drawn by it: experiments of one name split users alike, those of different names independently.</summary>
    public required string Name { get; init; }

    /// <summary>The version to try against the one that serves.</summary>
    public required long ChallengerVersion { get; init; }

    /// <summary>The share of users who get it, 0 to 1; null is half of them.</summary>
    public double? ChallengerShare { get; init; }
}
