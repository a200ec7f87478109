namespace MovieMesh.Recommenders.Similarity;

/// <summary>Block i of n of a catalogue, for workers that share it. The id alone says in which block an item is, so workers agree whose catalogues differ by a new item; old, popular movies spread evenly.</summary>
public static class ItemBlock
{
    /// <summary>The item ids of a block.</summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="block">The block, 0 ≤ block &lt; blocks.</param>
    /// <param name="blocks">The number of blocks, ≥ 1.</param>
    /// <returns>Ids, ascending; the blocks of a catalogue have every item once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static int[] Of(IdIndex items, int block, int blocks)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, blocks);
        var ids = new List<int>((items.Count / blocks) + 1);
        foreach (var id in items.Ids)
        {
            if (BlockOf(id, blocks) == block)
                ids.Add(id);
        }

        return [.. ids];
    }

    // Knuth's multiplicative hashing: neighbouring ids come to different blocks.
    private static int BlockOf(int id, int blocks) => (int)(((uint)id * 2_654_435_769u * (ulong)blocks) >> 32);
}
