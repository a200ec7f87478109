namespace MovieMesh.Recommenders.Similarity;

/// <summary>What somebody would like to see, in their own words.</summary>
/// <param name="Text">Any text, such as "slow-burning space drama, not too dark".</param>
public sealed record Wish(string Text)
{
    /// <summary>Genres that they would like.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Items that they like: what is written about these counts as asked for, and they are left out of the list.</summary>
    public IReadOnlyList<int> LikedItemIds { get; init; } = [];
}
