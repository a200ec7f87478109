using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>What implicit-feedback algorithms learn from: ratings from a threshold on and other interactions, each with a weight, in both orientations.</summary>
/// <param name="Users">The users of the rows.</param>
/// <param name="Items">The items of the columns.</param>
/// <param name="ByUser">Rows of item indices; the values are weights. Behind the users there may be rows of features: see <see cref="WithFeatures"/>.</param>
/// <param name="ByItem">Rows of indices into <paramref name="ByUser"/>; the values are weights.</param>
internal sealed record Interactions(IdIndex Users, IdIndex Items, CompressedRows ByUser, CompressedRows ByItem)
{
    /// <summary>How many there are, those of features not counted.</summary>
    public int Count => ByUser.Offsets[Users.Count];

    /// <summary>Weight 1 + <paramref name="starWeight"/>·(stars − threshold) for each rating from the threshold on.</summary>
    public static Interactions Of(RatingMatrix ratings, float threshold, float starWeight) => Of(ratings, stars => stars >= threshold ? WeightOf(stars, threshold, starWeight) : 0);

    /// <summary>The same, and other interactions where there is no rating: a rating says more, also when it is a bad one. Users and items are those of either.</summary>
    public static Interactions Of(RatingMatrix ratings, ReadOnlySpan<Interaction> others, float threshold, float starWeight)
    {
        if (others.IsEmpty)
            return Of(ratings, threshold, starWeight);
        var weights = new Rating[others.Length + ratings.Count];
        for (var i = 0; i < others.Length; i++)
            weights[i] = new Rating(others[i].UserId, others[i].ItemId, others[i].Weight);

        // Of several for one user and item the last one counts.
        var rated = weights.AsSpan(others.Length);
        ratings.ToArray().CopyTo(rated);
        foreach (ref var rating in rated)
            rating = rating with { Stars = rating.Stars >= threshold ? WeightOf(rating.Stars, threshold, starWeight) : 0 };
        return Of(RatingMatrix.Create(weights), weight => weight);
    }

    /// <summary>
    /// The same, and a row for each feature that several items share, as if it were a user who likes just the items that have it. Items that nobody likes stay out:
    /// learned from features alone they are many, and worsen the lists.
    /// </summary>
    public Interactions WithFeatures(IReadOnlyList<ItemInformation> information, float weight)
    {
        var features = ItemFeatures.Create(Items, [.. information.Where(item => Items.TryGetIndex(item.ItemId, out var index) && ByItem.Length(index) > 0)], years: true);
        var byFeature = features.ByItem().Transpose(features.Count, workers: 1);
        var byRow = new CompressedRows(
            [.. ByUser.Offsets, .. byFeature.Offsets.Skip(1).Select(offset => ByUser.Columns.Length + offset)],
            [.. ByUser.Columns, .. byFeature.Columns],
            [.. ByUser.Values, .. Enumerable.Repeat(weight, byFeature.Columns.Length)]);
        return this with { ByUser = byRow, ByItem = byRow.Transpose(Items.Count, workers: 1) };
    }

    /// <summary>By item: the users who have it.</summary>
    public int[] UsersByItem()
    {
        var counts = new int[Items.Count];
        foreach (var item in ByUser.Columns.AsSpan(0, Count))
            counts[item]++;
        return counts;
    }

    public static float WeightOf(float stars, float threshold, float starWeight) => 1 + (starWeight * (stars - threshold));

    private static Interactions Of(RatingMatrix matrix, Func<float, float> weightOf) => new(matrix.Users, matrix.Items, Filter(matrix.ByUser, weightOf), Filter(matrix.ByItem, weightOf));

    private static CompressedRows Filter(CompressedRows rows, Func<float, float> weightOf)
    {
        var offsets = new int[rows.Offsets.Length];
        Parallel.For(0, rows.RowCount, row =>
        {
            var count = 0;
            foreach (var value in rows[row].Stars)
                count += weightOf(value) > 0 ? 1 : 0;
            offsets[row + 1] = count;
        });
        for (var row = 0; row < rows.RowCount; row++)
            offsets[row + 1] += offsets[row];
        var (columns, weights) = (new int[offsets[^1]], new float[offsets[^1]]);
        Parallel.For(0, rows.RowCount, row =>
        {
            var next = offsets[row];
            var source = rows[row];
            for (var i = 0; i < source.Count; i++)
            {
                if (weightOf(source.Stars[i]) is > 0 and var weight)
                    (columns[next], weights[next++]) = (source.Indices[i], weight);
            }
        });
        return new CompressedRows(offsets, columns, weights);
    }
}
