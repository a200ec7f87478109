namespace MovieMesh.Contracts.Api;

/// <summary>What was rated in an hour of the week.</summary>
public sealed record ActivityFigures
{
    /// <summary>The day of the week, of UTC, from 1 for Monday to 7 for Sunday.</summary>
    public required int Weekday { get; init; }

    /// <summary>The hour of UTC, 0 to 23.</summary>
    public required int Hour { get; init; }

    /// <summary>How many ratings were given.</summary>
    public required long Ratings { get; init; }
}
