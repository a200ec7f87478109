using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// Nearest items by what is written about them: the cosine of their words' tf-idf, cos(i, j) = Σ_w t_wi·t_wj / (‖tᵢ‖·‖tⱼ‖), t_wi = f_wi·ln(N/n_w), f_wi being how often word w
/// stands in item i's texts and n_w how many of the N items have it.
/// </summary>
/// <remarks>
/// <para>Words are those of the title and of the tags; each genre is a word of its own kind, so that the genre Western is not the title word. A word that every item has weighs
/// nothing. Items without words, or whose words weigh nothing, have no neighbours. Salton, Buckley, "Term-weighting approaches in automatic text retrieval" (1988).</para>
/// <para>All lists cost Σ_w n_w²; scratch memory is 8 bytes per item and thread. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class ContentCosine
{
    private readonly ContentOptions _options;
    private readonly PopularityOrder _order;
    private readonly CompressedRows _words;
    private readonly CompressedRows _items;

    /// <summary>Prepares the measure: counts words and weighs them.</summary>
    /// <param name="items">What is known of the items, each once.</param>
    /// <param name="ratingCount">How many ratings an item has, by id: of equally similar ones the most rated comes first.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ContentCosine(IEnumerable<ItemInformation> items, Func<int, int> ratingCount, ContentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(ratingCount);
        _options = options ?? new ContentOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        var index = new ContentIndex(items, _options.MostTags);
        (Items, _items, _words) = (index.Items, index.WordsOfItems, index.ItemsOfWords);
        _order = new PopularityOrder([.. Items.Ids.ToArray().Select(ratingCount)], Items.Ids);
    }

    /// <summary>The items.</summary>
    public IdIndex Items { get; }

    /// <summary>The nearest neighbours of some items.</summary>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/>; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>
    /// One list for each id, in the order asked: most similar first, equal ones by number of ratings, most first, then by ascending id. Only items with a word in common;
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
        var count = Math.Min(_options.Count, Items.Count);
        var states = new (float[] Sums, float[] Scores, int[] Keys)[Math.Min(RowScheduler.Workers(_options.DegreeOfParallelism), Math.Max(1, ids.Length))];
        for (var i = 0; i < states.Length; i++)
            states[i] = (new float[Items.Count], new float[count], new int[count]);
        RowScheduler.Run(order, states, (state, i) => lists[i] = new SimilarityList(ids[i], Neighbours(ids[i], state.Sums, state.Scores, state.Keys)), cancellationToken);
        return lists;
    }

    /// <summary>Adds an item's cosine with every other.</summary>
    /// <param name="sums">By index of the other.</param>
    /// <param name="item">The item's index.</param>
    internal void AddTo(float[] sums, int item)
    {
        var words = _items[item];
        for (var i = 0; i < words.Count; i++)
        {
            var weight = words.Stars[i];
            var others = _words[words.Indices[i]];
            for (var j = 0; j < others.Count; j++)
                sums[others.Indices[j]] += weight * others.Stars[j];
        }
    }

    private SimilarItem[] Neighbours(int itemId, float[] sums, float[] scores, int[] keys)
    {
        if (!Items.TryGetIndex(itemId, out var item))
            return [];
        AddTo(sums, item);
        var top = new TopK(scores, keys);
        sums[item] = 0;
        for (var other = 0; other < sums.Length; other++)
        {
            var sum = sums[other];
            if (sum <= 0)
                continue;
            if (sum >= top.Worst)
                top.Offer(sum, _order.Ranks[other]);
            sums[other] = 0;
        }

        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new SimilarItem(Items[_order.Items[keys[place]]], scores[place], CoRaters: 0);
        return list;
    }
}
