namespace MovieMesh.QueryApi.Users;

/// <summary>A user as far as the gateway knows them.</summary>
/// <param name="State">What is known.</param>
/// <param name="SeesToken">Whether the rating of the read's token is among it; null without one.</param>
/// <param name="IsStale">Whether the store could not be asked.</param>
internal readonly record struct KnownUser(UserState State, bool? SeesToken, bool IsStale);
