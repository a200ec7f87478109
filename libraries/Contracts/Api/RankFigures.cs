namespace MovieMesh.Contracts.Api;

/// <summary>A place in an order by number of ratings.</summary>
public sealed record RankFigures
{
    /// <summary>The place, from 1; of a long order only some are told, closer together at the beginning.</summary>
    public required int Rank { get; init; }

    /// <summary>How many ratings whoever has that place has.</summary>
    public required int Ratings { get; init; }

    /// <summary>The share of all ratings that the places up to this one have, 0 to 1.</summary>
    public required double Share { get; init; }
}
