using System.Runtime.InteropServices;
using MovieMesh.Recommenders.Networks;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Which items have which words, by tf-idf, each item's weights of length one; see <see cref="ContentCosine"/>.</summary>
internal sealed class ContentIndex
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int[] _frequencies;

    /// <exception cref="ArgumentException">An item is there twice.</exception>
    public ContentIndex(IEnumerable<ItemInformation> items, int mostTags)
    {
        var known = items.OrderBy(item => item.ItemId).ToArray();
        Items = IdIndex.Create([.. known.Select(item => item.ItemId)]);
        if (Items.Count != known.Length)
            throw new ArgumentException("An item is there twice.", nameof(items));
        WordsOfItems = Count(known, mostTags, _numbers);
        _frequencies = Weigh(WordsOfItems, _numbers.Count);
        ItemsOfWords = WordsOfItems.Transpose(_numbers.Count, workers: 1);
    }

    public IdIndex Items { get; }

    /// <summary>Rows of items, columns of words.</summary>
    public CompressedRows WordsOfItems { get; }

    /// <summary>Rows of words, columns of items.</summary>
    public CompressedRows ItemsOfWords { get; }

    /// <summary>The word that stands for a genre, so that the genre Western is not the title word.</summary>
    public static string OfGenre(string genre) => $"genre:{genre}";

    public bool TryGetWord(string word, out int number) => _numbers.TryGetValue(word, out number);

    /// <summary>ln(N/n_w).</summary>
    public float InverseFrequency(int word) => MathF.Log((float)Items.Count / _frequencies[word]);

    // Rows of items; how often each word stands there. Words are numbered as they first come.
    private static CompressedRows Count(ItemInformation[] items, int mostTags, Dictionary<string, int> numbers)
    {
        var (offsets, columns, values) = (new int[items.Length + 1], new List<int>(), new List<float>());
        var counts = new SortedDictionary<int, int>();
        for (var item = 0; item < items.Length; item++)
        {
            counts.Clear();
            foreach (var word in Words(items[item], mostTags))
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, word, out var known);
                number = known ? number : numbers.Count - 1;
                counts[number] = counts.GetValueOrDefault(number) + 1;
            }

            columns.AddRange(counts.Keys);
            values.AddRange(counts.Values.Select(count => (float)count));
            offsets[item + 1] = columns.Count;
        }

        return new CompressedRows(offsets, [.. columns], [.. values]);
    }

    private static IEnumerable<string> Words(ItemInformation item, int mostTags) =>
    [
        .. MovieTokenizer.Words(item.Title),
        .. item.Tags.Take(mostTags).SelectMany(MovieTokenizer.Words),
        .. item.Genres.Select(OfGenre),
    ];

    private static int[] Weigh(CompressedRows items, int words)
    {
        var frequencies = new int[words];
        foreach (var word in items.Columns)
            frequencies[word]++;
        for (var item = 0; item < items.RowCount; item++)
        {
            var (start, end, squares) = (items.Offsets[item], items.Offsets[item + 1], 0.0);
            for (var i = start; i < end; i++)
            {
                items.Values[i] *= MathF.Log((float)items.RowCount / frequencies[items.Columns[i]]);
                squares += (double)items.Values[i] * items.Values[i];
            }

            for (var i = start; i < end && squares > 0; i++)
                items.Values[i] = (float)(items.Values[i] / Math.Sqrt(squares));
        }

        return frequencies;
    }
}
