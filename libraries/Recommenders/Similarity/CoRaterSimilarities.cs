using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Nearest items by what those who rated both gave them: any of the <see cref="CoRaterMeasure"/>s, all in one pass over the ratings.</summary>
/// <remarks>
/// <para>One item costs the ratings of all its raters, Σ_{u rated i} |R_u|, and the whole catalogue Σ_u |R_u|², whichever measures are asked for; cosine and Jaccard alone
/// are cheaper by a constant. Scratch memory is at most 68 bytes per item and thread.</para>
/// <para>The shrinkage is Bell and Koren's, "Scalable Collaborative Filtering with Jointly Derived Neighborhood Interpolation Weights" (ICDM 2007). Results do not depend on the
/// number of threads or on how a catalogue is cut into blocks.</para>
/// </remarks>
public sealed class CoRaterSimilarities
{
    private readonly LiveRatings _ratings;
    private readonly SimilarityOptions _options;
    private readonly int _most;

    /// <summary>Prepares the measures.</summary>
    /// <param name="ratings">The ratings; they may change between two calls, never during one.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="isComplete">Whether lists have everything that is similar at all, however long.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public CoRaterSimilarities(LiveRatings ratings, SimilarityOptions? options = null, bool isComplete = false)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        _ratings = ratings;
        _options = options ?? new SimilarityOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _most = isComplete ? int.MaxValue : _options.Count;
    }

    /// <summary>Every measure.</summary>
    public static IReadOnlyList<CoRaterMeasure> AllMeasures { get; } = Enum.GetValues<CoRaterMeasure>();

    /// <summary>The nearest neighbours of some items by one measure.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/> or those that were just rated; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>See <see cref="Neighbours(IReadOnlyList{CoRaterMeasure}, ReadOnlySpan{int}, CancellationToken)"/>.</returns>
    public SimilarityList[] Neighbours(CoRaterMeasure measure, ReadOnlySpan<int> itemIds, CancellationToken cancellationToken = default) =>
        Neighbours([measure], itemIds, cancellationToken)[0];

    /// <summary>The nearest neighbours of some items by several measures, in one pass.</summary>
    /// <param name="measures">The measures.</param>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/> or those that were just rated; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>
    /// By measure, in the order asked, one list for each id, in the order asked: most similar first, equal ones by number of ratings, most first, then by ascending id. Only items
    /// with enough common raters and a similarity above 0.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SimilarityList[][] Neighbours(IReadOnlyList<CoRaterMeasure> measures, ReadOnlySpan<int> itemIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var ids = itemIds.ToArray();
        var lists = new SimilarityList[measures.Count][];
        for (var measure = 0; measure < lists.Length; measure++)
            lists[measure] = new SimilarityList[ids.Length];
        var scratch = new CoRaterScratch[Math.Min(RowScheduler.Workers(_options.DegreeOfParallelism), Math.Max(1, ids.Length))];
        var isFull = measures.Any(measure => measure is not (CoRaterMeasure.Cosine or CoRaterMeasure.Jaccard));
        for (var i = 0; i < scratch.Length; i++)
            scratch[i] = new CoRaterScratch(_ratings.ItemCount, isFull, measures.Count, Math.Min(_most, _ratings.ItemCount));
        var order = _ratings.Order();
        var (inverseNorms, ratingCounts) = (new float[CoRaterSums.InWholeChunks(_ratings.ItemCount)], new float[CoRaterSums.InWholeChunks(_ratings.ItemCount)]);
        for (var item = 0; item < _ratings.ItemCount; item++)
            (inverseNorms[item], ratingCounts[item]) = (_ratings.InverseNormOfItem(item), _ratings.CountOfItem(item));
        RowScheduler.Run(
            CostliestFirst(ids),
            scratch,
            (state, i) =>
            {
                Find(ids[i], measures, order, inverseNorms, ratingCounts, state);
                for (var measure = 0; measure < lists.Length; measure++)
                    lists[measure][i] = new SimilarityList(ids[i], state.Lists[measure]);
            },
            cancellationToken);
        return lists;
    }

    // Popular items cost a hundred times as much as others; a thread that gets one last would be waited for.
    private int[] CostliestFirst(int[] ids)
    {
        var (places, keys) = (new int[ids.Length], new int[ids.Length]);
        for (var i = 0; i < ids.Length; i++)
            (places[i], keys[i]) = (i, -_ratings.RatingCountOf(ids[i]));
        Array.Sort(keys, places);
        return places;
    }

    private void Find(int itemId, IReadOnlyList<CoRaterMeasure> measures, PopularityOrder order, float[] inverseNorms, float[] ratingCounts, CoRaterScratch state)
    {
        Array.Fill(state.Lists, []);
        if (!_ratings.TryGetItem(itemId, out var item))
            return;
        var raters = _ratings.RatingsOfItem(item);
        for (var i = 0; i < raters.Count; i++)
        {
            // Rows lie all over memory: the next is fetched while this one is added.
            if (i + 1 < raters.Count)
                CoRaterSums.Prefetch(_ratings.RatingsOfUser(raters.Indices[i + 1]));
            state.Sums.Add(_ratings.RatingsOfUser(raters.Indices[i]), raters.Stars[i], _ratings.MeanOfUser(raters.Indices[i]));
        }

        state.Sums.Clear(item);

        Array.Clear(state.Counts);
        var pairs = state.Scores;
        for (var first = 0; first < state.CoRaters.Length; first += CoRaterSums.Chunk)
        {
            var count = state.Sums.TakeOut(first, _options.MinimumCoRaters, state.CoRaters.AsSpan(first, CoRaterSums.Chunk), pairs.Others, pairs.Columns);
            if (count == CoRaterSums.Chunk)
            {
                inverseNorms.AsSpan(first, count).CopyTo(pairs.InverseNorms);
                ratingCounts.AsSpan(first, count).CopyTo(pairs.RatingCounts);
            }
            else
            {
                for (var i = 0; i < count; i++)
                    (pairs.InverseNorms[i], pairs.RatingCounts[i]) = (inverseNorms[pairs.Others[i]], ratingCounts[pairs.Others[i]]);
            }

            Offer(item, count, measures, order, state);
        }

        for (var measure = 0; measure < measures.Count; measure++)
            state.Lists[measure] = Collect(measure, order, state);
    }

    private void Offer(int item, int pairs, IReadOnlyList<CoRaterMeasure> measures, PopularityOrder order, CoRaterScratch state)
    {
        var scores = state.Scores.Scores;
        var least = Vector256.Create((float)_options.MinimumCoRaters);
        for (var measure = 0; measure < measures.Count; measure++)
        {
            state.Scores.Compute(measures[measure], pairs, _ratings.InverseNormOfItem(item), _ratings.CountOfItem(item), _options.Shrinkage);
            var top = new TopK(state.Kept[measure].Scores, state.Kept[measure].Keys, state.Counts[measure]);
            for (var i = 0; i < pairs; i += VectorMath.Lane)
            {
                var eight = Vector256.Create(scores, i);
                var wanted = Vector256.GreaterThan(eight, Vector256<float>.Zero) & Vector256.GreaterThanOrEqual(eight, Vector256.Create(top.Worst))
                    & Vector256.GreaterThanOrEqual(Vector256.Create(state.Scores.Columns, (CoRaterSums.N * CoRaterSums.Chunk) + i), least);
                for (var bits = wanted.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                {
                    var place = i + BitOperations.TrailingZeroCount(bits);
                    if (place < pairs)
                        top.Offer(scores[place], order.Ranks[state.Scores.Others[place]]);
                }
            }

            state.Counts[measure] = top.Count;
        }
    }

    private SimilarItem[] Collect(int measure, PopularityOrder order, CoRaterScratch state)
    {
        var (scores, keys) = state.Kept[measure];
        var top = new TopK(scores, keys, state.Counts[measure]);
        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
        {
            var other = order.Items[keys[place]];
            list[place] = new SimilarItem(_ratings.ItemId(other), scores[place], (int)state.CoRaters[other]);
        }

        return list;
    }
}
