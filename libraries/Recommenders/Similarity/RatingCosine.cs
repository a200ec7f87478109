using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// Nearest items by the cosine of their rating columns: cos(i, j) = Σ r_ui·r_uj / (‖rᵢ‖·‖rⱼ‖), the sum over users who rated both, the norms over all
/// who rated each, times n/(n + s) for n co-raters.
/// </summary>
/// <remarks>
/// <para>Sarwar, Karypis, Konstan and Riedl, "Item-based Collaborative Filtering Recommendation Algorithms" (WWW 2001), §3.1.1; the shrinkage is Bell and
/// Koren's, "Scalable Collaborative Filtering with Jointly Derived Neighborhood Interpolation Weights" (ICDM 2007).</para>
/// <para>One item costs the ratings of all its raters: Σ_{u rated i} |R_u|; the whole catalogue Σ_u |R_u|². Scratch memory is 12 bytes per item and
/// thread. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class RatingCosine
{
    private readonly RatingMatrix _ratings;
    private readonly SimilarityOptions _options;
    private readonly float[] _inverseNorms;
    private readonly PopularityOrder _order;

    /// <summary>Prepares the measure: norms and popularity, one pass over the ratings.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public RatingCosine(RatingMatrix ratings, SimilarityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        _ratings = ratings;
        _options = options ?? new SimilarityOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _inverseNorms = new float[ratings.Items.Count];
        var counts = new int[ratings.Items.Count];
        for (var item = 0; item < counts.Length; item++)
        {
            var stars = ratings.RatingsOfItem(item).Stars;
            var squares = 0.0;
            foreach (var value in stars)
                squares += (double)value * value;
            _inverseNorms[item] = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
            counts[item] = stars.Length;
        }

        _order = new PopularityOrder(counts);
    }

    /// <summary>The nearest neighbours of some items.</summary>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/> or those that were just rated; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>
    /// One list for each id, in the order asked: most similar first, equal ones by number of ratings, most first, then by ascending id. Only items with co-raters.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SimilarityList[] Neighbours(ReadOnlySpan<int> itemIds, CancellationToken cancellationToken = default)
    {
        var lists = new SimilarityList[itemIds.Length];
        var ids = itemIds.ToArray();
        var order = new int[ids.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var workers = Math.Min(RowScheduler.Workers(_options.DegreeOfParallelism), Math.Max(1, ids.Length));
        var states = new CoRatingAccumulator[workers];
        for (var i = 0; i < workers; i++)
            states[i] = new CoRatingAccumulator(_ratings.Items.Count, Math.Min(_options.Count, _ratings.Items.Count));
        RowScheduler.Run(order, states, (state, i) => lists[i] = new SimilarityList(ids[i], Neighbours(ids[i], state)), cancellationToken);
        return lists;
    }

    private SimilarItem[] Neighbours(int itemId, CoRatingAccumulator state)
    {
        if (!_ratings.Items.TryGetIndex(itemId, out var item))
            return [];
        var raters = _ratings.RatingsOfItem(item);
        for (var i = 0; i < raters.Count; i++)
            state.Add(_ratings.RatingsOfUser(raters.Indices[i]), raters.Stars[i]);

        var top = new TopK(state.Scores, state.Keys);
        foreach (var other in state.Touched)
        {
            var support = state.CoRaters[other];
            if (other != item && support >= _options.MinimumCoRaters)
                top.Offer(Similarity(item, other, state.Products[other], support), _order.Ranks[other]);
        }

        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
        {
            var other = _order.Items[state.Keys[place]];
            list[place] = new SimilarItem(_ratings.Items[other], state.Scores[place], state.CoRaters[other]);
        }

        state.Clear();
        return list;
    }

    private float Similarity(int item, int other, float products, int support) =>
        products * _inverseNorms[item] * _inverseNorms[other] * (support / (support + _options.Shrinkage));
}
