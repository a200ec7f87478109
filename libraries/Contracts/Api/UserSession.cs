namespace MovieMesh.Contracts.Api;

/// <summary>Lets a client act as a user: <see cref="AccessToken"/> goes into the header <c>Authorization: Bearer …</c>.</summary>
public sealed record UserSession
{
    /// <summary>Whom it speaks for.</summary>
    public required UserSummary User { get; init; }

    /// <summary>The e-mail address of the account, or null for a visitor without one.</summary>
    public string? Email { get; init; }

    /// <summary>Whether it may do what takes an administrator.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Proves who asks, for a short time.</summary>
    public required string AccessToken { get; init; }

    /// <summary>When the access token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Gets the next session, at <c>POST /api/account/refresh</c>.</summary>
    public required string RefreshToken { get; init; }
}
