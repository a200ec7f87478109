namespace MovieMesh.Contracts.Api;

/// <summary>How often a tag was put on movies.</summary>
public sealed record TagFigures
{
    /// <summary>The tag in small letters.</summary>
    public required string Tag { get; init; }

    /// <summary>How often it was used.</summary>
    public required long Uses { get; init; }

    /// <summary>On how many movies.</summary>
    public required long Movies { get; init; }
}
