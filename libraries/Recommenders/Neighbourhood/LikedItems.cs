namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A user as an <see cref="ItemKnnRankingModel"/> sees one: the items that she likes.</summary>
public sealed class LikedItems : UserProfile
{
    internal LikedItems(int[] items, int ratingCount)
        : base(ratingCount) => Items = items;

    /// <summary>Indices of the items, ascending.</summary>
    internal int[] Items { get; }
}
