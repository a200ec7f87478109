namespace MovieMesh.Contracts.Api;

/// <summary>Sets another password.</summary>
public sealed record ChangePassword
{
    /// <summary>The password so far.</summary>
    public required string Password { get; init; }

    /// <summary>The password from now on: 10 characters or more.</summary>
    public required string NewPassword { get; init; }
}
