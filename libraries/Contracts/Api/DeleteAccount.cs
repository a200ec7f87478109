namespace MovieMesh.Contracts.Api;

/// <summary>Confirms that an account is to go, with everything its owner rated.</summary>
public sealed record DeleteAccount
{
    /// <summary>The account's password.</summary>
    public required string Password { get; init; }
}
