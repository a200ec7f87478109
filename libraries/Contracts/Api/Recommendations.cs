namespace MovieMesh.Contracts.Api;

/// <summary>Movies for a user, best first.</summary>
public sealed record Recommendations
{
    /// <summary>The user, or null for a list from ratings given with the request.</summary>
    public int? UserId { get; init; }

    /// <summary>The algorithm that made the list: that of the model, or <c>popular</c> while nothing better is known.</summary>
    public required string Algorithm { get; init; }

    /// <summary>What the list is ordered by: <c>stars</c> for those predicted, <c>popular</c>, else the algorithm that ranks.</summary>
    public string OrderedBy { get; init; } = "";

    /// <summary>The version of the model, or null when none was used.</summary>
    public long? ModelVersion { get; init; }

    /// <summary>The arm of the experiment that served: <c>control</c> or <c>challenger</c>; null while no experiment runs.</summary>
    public string? Arm { get; init; }

    /// <summary>Whether the list knows the rating of the read token; null when the request carried none.</summary>
    public bool? SeesToken { get; init; }

    /// <summary>Whether the ratings database could not be asked for the user, so that the list is by what was known without, which may be nothing.</summary>
    public bool Stale { get; init; }

    /// <summary>How many ratings of the user the list is based on, and movies viewed, clicked or wishlisted where the model learns from that.</summary>
    public required int BasedOnRatings { get; init; }

    /// <summary>The movies, best first.</summary>
    public required IReadOnlyList<Recommendation> Items { get; init; }
}
