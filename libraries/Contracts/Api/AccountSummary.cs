namespace MovieMesh.Contracts.Api;

/// <summary>Whom a request speaks for.</summary>
public sealed record AccountSummary
{
    /// <summary>The user that is rated as.</summary>
    public required UserSummary User { get; init; }

    /// <summary>The e-mail address, or null for a visitor without an account.</summary>
    public string? Email { get; init; }

    /// <summary>Whether they may do what takes an administrator.</summary>
    public bool IsAdministrator { get; init; }
}
