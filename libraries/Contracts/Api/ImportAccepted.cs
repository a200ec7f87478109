namespace MovieMesh.Contracts.Api;

/// <summary>An import will run.</summary>
public sealed record ImportAccepted
{
    /// <summary>The import, as events and <c>GET /api/imports/{id}</c> name it.</summary>
    public required Guid ImportId { get; init; }
}
