namespace MovieMesh.Contracts.Api;

/// <summary>What somebody registers or signs in with.</summary>
public sealed record Credentials
{
    /// <summary>The e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>The password: 10 characters or more.</summary>
    public required string Password { get; init; }
}
