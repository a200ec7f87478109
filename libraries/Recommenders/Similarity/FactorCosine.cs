using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// Nearest items by the cosine of a model's factors, cos(i, j) = vᵢ·vⱼ / (‖vᵢ‖·‖vⱼ‖), times nⱼ/(nⱼ + s) for a neighbour with nⱼ ratings; for blocks of items at a time.
/// </summary>
/// <remarks>One item costs items·k multiply-adds. Immutable and safe for concurrent use.</remarks>
public sealed class FactorCosine
{
    private readonly RecommenderModel _model;
    private readonly FactorSimilarityOptions _options;
    private readonly FactorTable _directions;
    private readonly float[] _weights;
    private readonly PopularityOrder _order;

    /// <summary>Prepares the measure: the factors brought to length 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The model's algorithm has no item vectors.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public FactorCosine(RecommenderModel model, FactorSimilarityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? new FactorSimilarityOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        var vectors = model.ItemVectors ?? throw new ArgumentException($"A model of '{model.Algorithm}' has no item vectors.", nameof(model));
        var counts = model.Facts.ItemRatingCounts;
        _directions = new FactorTable(vectors.Rows, vectors.Factors);
        _weights = new float[_directions.Rows];
        for (var item = 0; item < _directions.Rows; item++)
        {
            var source = vectors.PaddedRow(item);
            var norm = MathF.Sqrt(VectorMath.Dot(source, source));
            if (norm > 0)
                VectorMath.Axpy(1 / norm, source, _directions.PaddedRow(item));
            _weights[item] = counts[item] / (counts[item] + _options.Shrinkage);
        }

        _order = new PopularityOrder(counts, model.ItemIds.Ids);
    }

    /// <summary>The nearest neighbours of some items.</summary>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/>; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>
    /// One list for each id, in the order asked: most similar first, equal ones by number of ratings, most first, then by ascending id;
    /// <see cref="SimilarItem.CoRaters"/> is 0.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SimilarityList[] Neighbours(ReadOnlySpan<int> itemIds, CancellationToken cancellationToken = default)
    {
        var lists = new SimilarityList[itemIds.Length];
        var ids = itemIds.ToArray();
        var order = new int[ids.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var states = new (float[] Scores, int[] Keys)[Math.Min(RowScheduler.Workers(_options.DegreeOfParallelism), Math.Max(1, ids.Length))];
        var count = Math.Min(_options.Count, _directions.Rows);
        for (var i = 0; i < states.Length; i++)
            states[i] = (new float[count], new int[count]);
        RowScheduler.Run(order, states, (state, i) => lists[i] = new SimilarityList(ids[i], Neighbours(ids[i], state.Scores, state.Keys)), cancellationToken);
        return lists;
    }

    private SimilarItem[] Neighbours(int itemId, float[] scores, int[] keys)
    {
        if (!_model.ItemIds.TryGetIndex(itemId, out var item))
            return [];
        var top = new TopK(scores, keys);
        var subject = _directions.PaddedRow(item);
        for (var other = 0; other < _directions.Rows; other++)
        {
            if (other != item)
                top.Offer(VectorMath.Dot(subject, _directions.PaddedRow(other)) * _weights[other], _order.Ranks[other]);
        }

        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new SimilarItem(_model.ItemIds[_order.Items[keys[place]]], scores[place], CoRaters: 0);
        return list;
    }
}
