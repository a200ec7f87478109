using System.Runtime.InteropServices;
using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>
/// Items for a wish in words: score(i) = cos(q, i)·n_i/(n_i + 10), where i is the item's tf-idf of title, tags and genres as in <see cref="ContentCosine"/>, n_i its number of
/// ratings, and q = t/‖t‖ + g/‖g‖ + l/‖l‖ − d/‖d‖ of the words asked for, the genres, the mean of the liked items, and the words that a "not" or "no" stands before.
/// </summary>
/// <remarks>
/// <para>A word that no item has is tried without its plural s. A genre's name in the text asks for the genre too. Of two items that fit a wish alike, the better known one is
/// more likely what is meant; items nobody rated cannot be told from mistakes. Rocchio, "Relevance feedback in information retrieval" (1971).</para>
/// <para>A search costs the items of the words asked for. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class WishSearch
{
    private const float HalfKnown = 10;
    private const int MostWords = 6;

    // A "not" reaches over small words to the one that is meant, and no further.
    private static readonly HashSet<string> Negations = new(StringComparer.Ordinal) { "not", "no", "without", "never", "isn", "aren", "don" };

    private static readonly HashSet<string> SmallWords = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "and", "or", "but", "of", "with", "in", "on", "to", "for", "from", "by", "at", "too", "very", "so", "really", "more", "less", "bit", "little", "some",
        "something", "anything", "like", "about", "me", "my", "i", "want", "would", "love", "please", "film", "films", "movie", "movies", "is", "are", "be", "that", "t",
    };

    private readonly ContentIndex _index;
    private readonly PopularityOrder _order;
    private readonly float[] _known;
    private readonly (string Genre, IReadOnlyList<string> Words)[] _genres;
    private readonly Dictionary<int, string> _names = [];

    /// <summary>Prepares the search: counts words and weighs them.</summary>
    /// <param name="items">What is known of the items, each once.</param>
    /// <param name="ratingCount">How many ratings an item has, by id.</param>
    /// <exception cref="ArgumentException">An item is there twice.</exception>
    public WishSearch(IEnumerable<ItemInformation> items, Func<int, int> ratingCount)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(ratingCount);
        var all = items.ToArray();
        _index = new ContentIndex(all, new ContentOptions().MostTags);
        int[] counts = [.. _index.Items.Ids.ToArray().Select(ratingCount)];
        _order = new PopularityOrder(counts, _index.Items.Ids);
        _known = [.. counts.Select(count => count / (count + HalfKnown))];
        _genres = [.. all.SelectMany(item => item.Genres).Distinct(StringComparer.Ordinal).Select(genre => (genre, MovieTokenizer.Words(genre)))];
        foreach (var (genre, _) in _genres)
        {
            if (_index.TryGetWord(ContentIndex.OfGenre(genre), out var number))
                _names[number] = genre;
        }
    }

    /// <summary>The items that come nearest a wish.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="count">The length of the list, ≥ 0; it is shorter when fewer items fit.</param>
    /// <param name="filter">Says of an item id whether it may be in the list; null allows all.</param>
    /// <returns>Nearest first, equally near ones by number of ratings, then by id; empty when nothing that was said is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public WishMatch[] Find(Wish wish, int count, Func<int, bool>? filter = null)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (query, asked) = Ask(wish);
        var liked = wish.LikedItemIds.ToHashSet();
        var sums = new float[_index.Items.Count];
        foreach (var (word, weight) in query)
        {
            var row = _index.ItemsOfWords[word];
            for (var i = 0; i < row.Count; i++)
                sums[row.Indices[i]] += weight * row.Stars[i];
        }

        count = Math.Min(count, sums.Length);
        var (scores, keys) = (new float[count], new int[count]);
        var top = new TopK(scores, keys);
        var length = MathF.Sqrt(query.Values.Sum(weight => weight * weight));
        for (var item = 0; item < sums.Length; item++)
        {
            if (sums[item] * _known[item] > 0 && !liked.Contains(_index.Items[item]) && filter?.Invoke(_index.Items[item]) != false)
                top.Offer(sums[item] / length * _known[item], _order.Ranks[item]);
        }

        top.Sort();
        var matches = new WishMatch[top.Count];
        for (var place = 0; place < matches.Length; place++)
        {
            var item = _order.Items[keys[place]];
            matches[place] = new WishMatch(_index.Items[item], scores[place], Reasons(item, query, asked));
        }

        return matches;
    }

    /// <returns>The weight of each word, and how each of them was said.</returns>
    private (Dictionary<int, float> Query, Dictionary<int, string> Asked) Ask(Wish wish)
    {
        var (wanted, unwanted, genres, liked) = (new Dictionary<int, float>(), new Dictionary<int, float>(), new Dictionary<int, float>(), new Dictionary<int, float>());
        var asked = new Dictionary<int, string>();
        var words = MovieTokenizer.Words(wish.Text);
        var isNegated = false;
        for (var i = 0; i < words.Count; i++)
        {
            if (Negations.Contains(words[i]))
            {
                isNegated = true;
                continue;
            }

            if (SmallWords.Contains(words[i]))
                continue;
            if (FindWord(words[i]) is { } number)
            {
                Add(isNegated ? unwanted : wanted, number);
                asked.TryAdd(number, words[i]);
            }

            foreach (var (genre, parts) in _genres)
            {
                if (parts.Count == 0 || !parts.SequenceEqual(words.Skip(i).Take(parts.Count)) || FindWord(ContentIndex.OfGenre(genre)) is not { } named)
                    continue;
                Add(isNegated ? unwanted : genres, named);
                if (FindWord(words[i]) is { } said)
                    asked[said] = genre;
            }

            isNegated = false;
        }

        foreach (var genre in wish.Genres)
        {
            if (FindWord(ContentIndex.OfGenre(genre)) is { } number)
                Add(genres, number);
        }

        foreach (var itemId in wish.LikedItemIds)
        {
            if (!_index.Items.TryGetIndex(itemId, out var item))
                continue;
            var row = _index.WordsOfItems[item];
            for (var i = 0; i < row.Count; i++)
                CollectionsMarshal.GetValueRefOrAddDefault(liked, row.Indices[i], out _) += row.Stars[i];
        }

        var query = new Dictionary<int, float>();
        foreach (var (part, sign) in new[] { (wanted, 1f), (genres, 1f), (liked, 1f), (unwanted, -1f) })
        {
            var length = MathF.Sqrt(part.Values.Sum(weight => weight * weight));
            foreach (var (word, weight) in part)
            {
                if (length > 0)
                    CollectionsMarshal.GetValueRefOrAddDefault(query, word, out _) += sign * weight / length;
            }
        }

        return (query, asked);
    }

    private void Add(Dictionary<int, float> weights, int word) => CollectionsMarshal.GetValueRefOrAddDefault(weights, word, out _) += _index.InverseFrequency(word);

    private int? FindWord(string word) =>
        _index.TryGetWord(word, out var number) || (word.Length > 3 && word[^1] == 's' && _index.TryGetWord(word[..^1], out number)) ? number : null;

    private string[] Reasons(int item, Dictionary<int, float> query, Dictionary<int, string> asked)
    {
        var row = _index.WordsOfItems[item];
        var reasons = new List<(float Share, string Name)>();
        for (var i = 0; i < row.Count; i++)
        {
            if (query.TryGetValue(row.Indices[i], out var weight) && weight > 0 && (_names.GetValueOrDefault(row.Indices[i]) ?? asked.GetValueOrDefault(row.Indices[i])) is { } name)
                reasons.Add((weight * row.Stars[i], name));
        }

        return [.. reasons.OrderByDescending(reason => reason.Share).ThenBy(reason => reason.Name, StringComparer.Ordinal).Select(reason => reason.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)];
    }
}
