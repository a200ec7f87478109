namespace MovieMesh.Recommenders.Evaluation;

/// <summary>Chooses items whose rating tells much of a newcomer's taste: many know them, people differ about them, and together they cover the genres.</summary>
/// <remarks>
/// By turns the item with the greatest ln(1 + n)·σ/(1 + c), n being its number of ratings, σ the standard deviation of their stars, and c how many items chosen before
/// share one of its genres, on the mean over its genres. Popularity times entropy is how Rashid et al., "Getting to Know You" (IUI 2002), greet new users.
/// </remarks>
public static class Elicitation
{
    // A newcomer does not know those beyond.
    private const int Candidates = 400;

    /// <summary>Chooses items to ask about.</summary>
    /// <param name="items">What may be asked about, in any order.</param>
    /// <param name="count">How many to choose, ≥ 0; fewer come back where fewer items have two ratings.</param>
    /// <returns>Item ids, the first to ask about first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static int[] Choose(IEnumerable<ElicitationItem> items, int count)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = items.OrderByDescending(item => item.Ratings).ThenBy(item => item.ItemId).Take(Candidates).Where(item => item.Ratings > 1)
            .Select(item => (Item: item, Score: Math.Log(1 + item.Ratings) * item.Deviation)).ToList();
        var covered = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = new List<int>(Math.Min(count, left.Count));
        while (chosen.Count < count && left.Count > 0)
        {
            var best = left.MaxBy(one => one.Score / (1 + Cover(one.Item)));
            left.Remove(best);
            chosen.Add(best.Item.ItemId);
            foreach (var genre in best.Item.Genres)
                covered[genre] = covered.GetValueOrDefault(genre) + 1;
        }

        return [.. chosen];

        double Cover(ElicitationItem item) =>
            item.Genres.Count == 0 ? covered.Values.DefaultIfEmpty().Max() : item.Genres.Average(genre => covered.GetValueOrDefault(genre));
    }
}
