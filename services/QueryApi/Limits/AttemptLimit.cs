namespace MovieMesh.QueryApi.Limits;

/// <summary>Marks what tries passwords or makes users: <c>Accounts:AttemptsAMinute</c> of an address.</summary>
internal sealed class AttemptLimit
{
    public static AttemptLimit Instance { get; } = new();
}
