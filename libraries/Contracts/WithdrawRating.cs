namespace MovieMesh.Contracts;

/// <summary>Command to Ingestion: a user takes a rating back.</summary>
/// <remarks>Ordered with <see cref="SubmitRating"/> by <see cref="WithdrawnAt"/>: an older submission that arrives later stays withdrawn.</remarks>
public sealed record WithdrawRating
{
    /// <summary>The user whose rating it is.</summary>
    public required int UserId { get; init; }

    /// <summary>The movie no longer rated.</summary>
    public required int MovieId { get; init; }

    /// <summary>When the gateway accepted it, in whole microseconds (the store's precision).</summary>
    public required DateTimeOffset WithdrawnAt { get; init; }
}
