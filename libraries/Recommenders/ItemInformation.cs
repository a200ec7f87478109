namespace MovieMesh.Recommenders;

/// <summary>What is known of an item (movie) beside its ratings.</summary>
/// <param name="ItemId">The item's id.</param>
/// <param name="Title">Its title, without the year.</param>
public sealed record ItemInformation(int ItemId, string Title)
{
    /// <summary>The year it came out; null where not known.</summary>
    public int? Year { get; init; }

    /// <summary>Its genres.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Words that users tagged it with, most often used first.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it is about; null where the data set does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Who directed it; null where the data set does not say.</summary>
    public string? Director { get; init; }

    /// <summary>Who plays in it, leading parts first.</summary>
    public IReadOnlyList<string> Cast { get; init; } = [];
}
