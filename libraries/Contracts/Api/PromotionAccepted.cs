namespace MovieMesh.Contracts.Api;

/// <summary>The answer to a promotion by hand: the version will serve in a moment, on every replica.</summary>
public sealed record PromotionAccepted
{
    /// <summary>The version that will serve.</summary>
    public required long Version { get; init; }

    /// <summary>The version that served when it was asked for, if any.</summary>
    public long? PreviousVersion { get; init; }
}
