namespace MovieMesh.Recommenders.Evaluation;

/// <summary>How alike the lists of different users are: what is the same for everybody is nobody's own.</summary>
public static class ListOverlap
{
    /// <summary>The mean number of common items of two different lists over their length, over all pairs of lists, exactly.</summary>
    /// <remarks>An item that stands in c lists is common to c·(c − 1)/2 pairs, so no pair has to be looked at.</remarks>
    /// <param name="lists">For each user the items recommended, each item once in a list.</param>
    /// <param name="length">The length that lists are meant to have, ≥ 1; shorter ones count as if filled up with items of their own, longer ones are cut.</param>
    /// <returns>0 where no two lists share an item, 1 where all are the same; NaN for fewer than two lists.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public static double Of(IReadOnlyCollection<Recommendation[]> lists, int length)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var counts = new Dictionary<int, int>();
        foreach (var list in lists)
        {
            foreach (var place in list.Take(length))
                counts[place.ItemId] = counts.GetValueOrDefault(place.ItemId) + 1;
        }

        var common = counts.Values.Sum(count => count * (count - 1.0));
        return common / (lists.Count * (lists.Count - 1.0)) / length;
    }
}
