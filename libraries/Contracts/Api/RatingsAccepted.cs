namespace MovieMesh.Contracts.Api;

/// <summary>The answer to many ratings at once: none of them will be lost.</summary>
public sealed record RatingsAccepted
{
    /// <summary>How many there were.</summary>
    public required int Ratings { get; init; }

    /// <summary>When the gateway accepted them; all of them count as given at this instant.</summary>
    public required DateTimeOffset RatedAt { get; init; }

    /// <summary>The read token of the last rating: a read of its user that carries it waits, bounded, until that rating is seen.</summary>
    public required string Token { get; init; }
}
