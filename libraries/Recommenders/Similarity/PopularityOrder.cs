namespace MovieMesh.Recommenders.Similarity;

/// <summary>Items by number of ratings, most first, equal ones by ascending id: the tie-break of similarity lists.</summary>
internal sealed class PopularityOrder
{
    public PopularityOrder(ReadOnlySpan<int> ratingCounts, ReadOnlySpan<int> ids)
    {
        Items = new int[ratingCounts.Length];
        var keys = new (int, int)[ratingCounts.Length];
        for (var item = 0; item < keys.Length; item++)
            (Items[item], keys[item]) = (item, (-ratingCounts[item], ids[item]));
        Array.Sort(keys, Items);
        Ranks = new int[Items.Length];
        for (var rank = 0; rank < Items.Length; rank++)
            Ranks[Items[rank]] = rank;
    }

    /// <summary>Item index by rank.</summary>
    public int[] Items { get; }

    /// <summary>Rank by item index.</summary>
    public int[] Ranks { get; }
}
