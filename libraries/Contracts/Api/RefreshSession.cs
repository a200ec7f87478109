namespace MovieMesh.Contracts.Api;

/// <summary>Asks for the session that follows one.</summary>
public sealed record RefreshSession
{
    /// <summary>As the last session had it.</summary>
    public required string RefreshToken { get; init; }
}
