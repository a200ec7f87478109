namespace MovieMesh.Recommenders.Evaluation;

/// <summary>What top-k lists are like beside being right: how much of the catalogue they show, how little known it is, how varied each list is.</summary>
/// <param name="Coverage">The share, 0…1, of the items that the model was trained on which stand in at least one list. NaN without items.</param>
/// <param name="Novelty">
/// The mean self-information of the items recommended, in bits: −log₂ of the share of the training users who rated the item. 1 is a movie that every
/// second user knows, 10 one that one in a thousand does. NaN for empty lists.
/// </param>
/// <param name="Diversity">
/// Intra-list diversity, 0…1: the mean over the lists of the mean over their pairs of items of 1 − |G∩H| / |G∪H|, G and H being the genres of the two. Pairs
/// of which an item has no genres do not count; NaN where no pair does.
/// </param>
public sealed record ListQuality(double Coverage, double Novelty, double Diversity)
{
    /// <summary>Measures lists.</summary>
    /// <param name="lists">For each user the items recommended.</param>
    /// <param name="training">What the model was trained on.</param>
    /// <param name="items">Where the genres are from.</param>
    /// <returns>The figures.</returns>
    public static ListQuality Of(IReadOnlyCollection<Recommendation[]> lists, RatingMatrix training, IReadOnlyList<ItemInformation> items)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(items);
        var genres = GenreSets(items);
        var shown = new HashSet<int>();
        var (information, places, diversity, varied) = (0.0, 0, 0.0, 0);
        foreach (var list in lists)
        {
            foreach (var place in list)
            {
                if (!training.Items.TryGetIndex(place.ItemId, out var item))
                    continue;
                shown.Add(item);
                information += Math.Log2((double)training.Users.Count / training.RatingsOfItem(item).Count);
                places++;
            }

            if (MeanDistance(list, genres) is { } distance)
            {
                diversity += distance;
                varied++;
            }
        }

        return new ListQuality((double)shown.Count / training.Items.Count, information / places, diversity / varied);
    }

    private static Dictionary<int, HashSet<string>> GenreSets(IReadOnlyList<ItemInformation> items)
    {
        var genres = new Dictionary<int, HashSet<string>>(items.Count);
        foreach (var item in items)
        {
            if (item.Genres.Count > 0)
                genres[item.ItemId] = new HashSet<string>(item.Genres, StringComparer.Ordinal);
        }

        return genres;
    }

    private static double? MeanDistance(Recommendation[] list, Dictionary<int, HashSet<string>> genres)
    {
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            if (!genres.TryGetValue(list[i].ItemId, out var one))
                continue;
            for (var j = 0; j < i; j++)
            {
                if (!genres.TryGetValue(list[j].ItemId, out var other))
                    continue;
                var shared = one.Count(other.Contains);
                sum += 1 - ((double)shared / (one.Count + other.Count - shared));
                pairs++;
            }
        }

        return pairs == 0 ? null : sum / pairs;
    }
}
