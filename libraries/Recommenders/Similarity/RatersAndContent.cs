using System.ComponentModel.DataAnnotations;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// Nearest items by those who rated both, and by what is written about them as long as few did: sim(i, j) = (n·cos(i, j) + h·λ·content(i, j)) / (n + h), n being the number of common raters,
/// cos the cosine of the rating vectors (<see cref="CoRaterMeasure.Cosine"/>) and content that of the words (<see cref="ContentCosine"/>).
/// </summary>
/// <remarks>
/// <para>The shrinkage n/(n + h) of the measures of common raters draws a pair of which little is known towards 0; here it is drawn towards what the texts say. So an item that nobody rated has
/// the neighbours of its content, and every rating moves it towards those of its raters. The measure is symmetric and of a pair alone, so lists can be kept up to date pair by pair.</para>
/// <para>One item costs the ratings of all its raters and the items of all its words. Scratch memory is 24 bytes per item and thread.</para>
/// </remarks>
public sealed class RatersAndContent
{
    private readonly LiveRatings _ratings;
    private readonly ContentCosine _content;
    private readonly RatersAndContentOptions _options;
    private readonly bool _isComplete;

    /// <summary>Prepares the measure.</summary>
    /// <param name="ratings">The ratings; they may change between two calls, never during one.</param>
    /// <param name="content">What is written about the items. Items may be in one of both alone.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <param name="isComplete">Whether lists go on, after their length, with all other items that have a common rater, however many: the pairs that a rating may have changed.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public RatersAndContent(LiveRatings ratings, ContentCosine content, RatersAndContentOptions? options = null, bool isComplete = false)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(content);
        (_ratings, _content, _isComplete) = (ratings, content, isComplete);
        _options = options ?? new RatersAndContentOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The ids of all items that have lists: those ever rated, and those of which something is known.</summary>
    public IdIndex Items() => IdIndex.Create([.. _ratings.ItemIds().Ids, .. _content.Items.Ids]);

    /// <summary>The nearest neighbours of some items.</summary>
    /// <param name="itemIds">The items, such as a block from <see cref="ItemBlock"/> or those that were just rated; unknown ones get empty lists.</param>
    /// <param name="cancellationToken">Looked at every few items.</param>
    /// <returns>
    /// One list for each id, in the order asked: most similar first, equal ones by number of ratings, most first, then by ascending id. Only similarities above 0;
    /// <see cref="SimilarItem.CoRaters"/> is n.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SimilarityList[] Neighbours(ReadOnlySpan<int> itemIds, CancellationToken cancellationToken = default)
    {
        var ids = itemIds.ToArray();
        var catalogue = new Catalogue(_ratings, _content.Items);
        var count = _isComplete ? catalogue.Ids.Length : Math.Min(_options.Count, catalogue.Ids.Length);
        var lists = new SimilarityList[ids.Length];
        var scratch = new Scratch[Math.Min(RowScheduler.Workers(_options.DegreeOfParallelism), Math.Max(1, ids.Length))];
        for (var i = 0; i < scratch.Length; i++)
            scratch[i] = new Scratch(catalogue.Ids.Length, _ratings.ItemCount, _content.Items.Count, count);
        RowScheduler.Run(CostliestFirst(ids), scratch, (state, i) => lists[i] = new SimilarityList(ids[i], Find(ids[i], catalogue, state)), cancellationToken);
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

    private SimilarItem[] Find(int itemId, Catalogue catalogue, Scratch state)
    {
        if (!catalogue.TryGet(itemId, out var item))
            return [];
        if (catalogue.Texts[item] is >= 0 and var text)
            _content.AddTo(state.Content, text);
        var inverseNorm = 0f;
        if (item < _ratings.ItemCount)
        {
            AddRaters(item, state);
            inverseNorm = _ratings.InverseNormOfItem(item);
        }

        var top = new TopK(state.Scores, state.Keys);
        var prior = _options.Shrinkage * _options.ContentWeight;
        for (var other = 0; other < catalogue.Ids.Length; other++)
        {
            var n = state.CoRaters[other];
            var cosine = n > 0 ? state.Products[other] * inverseNorm * _ratings.InverseNormOfItem(other) : 0;
            var content = catalogue.Texts[other] is >= 0 and var words ? state.Content[words] : 0;
            var similarity = ((n * cosine) + (prior * content)) / (n + _options.Shrinkage);
            if (similarity > 0 && similarity >= top.Worst && other != item)
                top.Offer(similarity, catalogue.Order.Ranks[other]);
        }

        top.Sort();
        var list = new List<SimilarItem>(Math.Min(top.Count, _options.Count));
        for (var place = 0; place < top.Count; place++)
        {
            var other = catalogue.Order.Items[state.Keys[place]];
            if (place < _options.Count || state.CoRaters[other] > 0)
                list.Add(new SimilarItem(catalogue.Ids[other], state.Scores[place], (int)state.CoRaters[other]));
        }

        Array.Clear(state.Content);
        Array.Clear(state.CoRaters);
        return [.. list];
    }

    private void AddRaters(int item, Scratch state)
    {
        var raters = _ratings.RatingsOfItem(item);
        for (var i = 0; i < raters.Count; i++)
        {
            // Rows lie all over memory: the next is fetched while this one is added.
            if (i + 1 < raters.Count)
                CoRaterSums.Prefetch(_ratings.RatingsOfUser(raters.Indices[i + 1]));
            state.Sums.Add(_ratings.RatingsOfUser(raters.Indices[i]), raters.Stars[i], mean: 0);
        }

        for (var first = 0; first < state.InChunks; first += CoRaterSums.Chunk)
        {
            var count = state.Sums.TakeOut(first, least: 1, state.CoRaters.AsSpan(first, CoRaterSums.Chunk), state.Others, state.Columns);
            state.Columns.AsSpan(CoRaterSums.XY * CoRaterSums.Chunk, count).CopyTo(state.Products.AsSpan(first));
        }
    }

    /// <summary>All items: those ever rated by their numbers there, then those of which only texts are known.</summary>
    private sealed class Catalogue
    {
        private readonly LiveRatings _ratings;
        private readonly IdIndex _texts;
        private readonly int[] _ofTexts;

        public Catalogue(LiveRatings ratings, IdIndex texts)
        {
            (_ratings, _texts, _ofTexts) = (ratings, texts, new int[texts.Count]);
            var items = ratings.ItemCount;
            for (var text = 0; text < texts.Count; text++)
                _ofTexts[text] = ratings.TryGetItem(texts[text], out var rated) ? rated : items++;
            (Ids, Texts) = (new int[items], new int[items]);
            Array.Fill(Texts, -1);
            var counts = new int[items];
            for (var item = 0; item < ratings.ItemCount; item++)
                (Ids[item], counts[item]) = (ratings.ItemId(item), ratings.CountOfItem(item));
            for (var text = 0; text < texts.Count; text++)
                (Ids[_ofTexts[text]], Texts[_ofTexts[text]]) = (texts[text], text);
            Order = new PopularityOrder(counts, Ids);
        }

        public int[] Ids { get; }

        /// <summary>By item, the index of its texts; -1 without.</summary>
        public int[] Texts { get; }

        public PopularityOrder Order { get; }

        public bool TryGet(int id, out int item)
        {
            if (_ratings.TryGetItem(id, out item))
                return true;
            var isKnown = _texts.TryGetIndex(id, out var text);
            item = isKnown ? _ofTexts[text] : -1;
            return isKnown;
        }
    }

    /// <summary>What one thread needs to find the neighbours of an item.</summary>
    private sealed class Scratch(int items, int rated, int texts, int count)
    {
        public CoRaterSums Sums { get; } = new(rated, isFull: false);

        public int InChunks { get; } = CoRaterSums.InWholeChunks(rated);

        public int[] Others { get; } = new int[CoRaterSums.Chunk];

        public float[] Columns { get; } = new float[(CoRaterSums.XY + 1) * CoRaterSums.Chunk];

        public float[] CoRaters { get; } = new float[Math.Max(items, CoRaterSums.InWholeChunks(rated))];

        public float[] Products { get; } = new float[Math.Max(items, CoRaterSums.InWholeChunks(rated))];

        public float[] Content { get; } = new float[texts];

        public float[] Scores { get; } = new float[count];

        public int[] Keys { get; } = new int[count];
    }
}
