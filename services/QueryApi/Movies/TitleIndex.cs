using System.Globalization;
using System.Numerics;

namespace MovieMesh.QueryApi.Movies;

/// <summary>Finds movies by what people type: every word must begin a word of the title (or be its year); if nothing does, near misses count.</summary>
/// <remarks>
/// Words stand sorted, so a prefix is a range of them and a query an intersection of bit sets: no title is looked at that does not match. Near misses are words
/// within one edit (from three letters) or two (from eight), transpositions being one, of a word or its beginning; and titles run together ("starwars").
/// </remarks>
internal sealed class TitleIndex
{
    private const int LeastFuzzyLength = 3;
    private const int LeastGluedLength = 4;
    private const int TwoEditsLength = 8;
    private const int LongestWord = 64;
    private const int MostWords = 12;

    private readonly CatalogueMovie[] _movies;
    private readonly FoldedTitle[] _titles;
    private readonly string[] _words;
    private readonly int[][] _postings;
    private readonly ulong[] _letters;
    private readonly Dictionary<int, int[]> _years;

    public TitleIndex(CatalogueMovie[] movies)
    {
        _movies = movies;
        _titles = Array.ConvertAll(movies, movie => new FoldedTitle(movie.Title));
        var postings = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var position = 0; position < movies.Length; position++)
        {
            foreach (var word in TitleText.IndexWords(movies[position].Title).Distinct(StringComparer.Ordinal))
            {
                if (!postings.TryGetValue(word, out var list))
                {
                    postings.Add(word, list = []);
                }

                list.Add(position);
            }
        }

        _words = [.. postings.Keys];
        _postings = [.. postings.Values.Select(list => list.ToArray())];
        _letters = Array.ConvertAll(_words, word => Letters(word));
        _years = Enumerable.Range(0, movies.Length)
            .Where(position => movies[position].Year is not null)
            .GroupBy(position => movies[position].Year!.Value)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Positions by title, articles passed over.</summary>
    public int[] OrderByTitle()
    {
        var order = Enumerable.Range(0, _titles.Length).ToArray();
        Array.Sort(Array.ConvertAll(_titles, title => title.Stripped), order, StringComparer.Ordinal);
        return order;
    }

    /// <summary>The movies that match, or null when the query has no word in it.</summary>
    public TitleMatches? Match(string query)
    {
        var folded = TitleText.Fold(query);
        if (folded.Length == 0)
        {
            return null;
        }

        var words = folded.Split(' ').Take(MostWords).Select(word => word.Length > LongestWord ? word[..LongestWord] : word).Distinct(StringComparer.Ordinal).ToArray();
        var wanted = new WantedTitle(folded, words);
        return MatchPrefixes(words, wanted) ?? MatchNearly(words, wanted);
    }

    private TitleMatches? MatchPrefixes(string[] words, WantedTitle wanted)
    {
        MovieSet? all = null;
        MovieSet? whole = null;
        foreach (var word in words)
        {
            var (begins, equals) = Prefix(word);
            all = all is null ? begins : all.And(begins);
            whole = whole is null ? equals : whole.And(equals);
        }

        return all!.IsEmpty ? null : new TitleMatches(all, position => Tier(position, wanted, whole!));
    }

    private TitleMatches MatchNearly(string[] words, WantedTitle wanted)
    {
        var levels = Array.ConvertAll(words, Nearly);
        MovieSet? all = null;
        foreach (var level in levels)
        {
            all = all is null ? level[^1] : all.And(level[^1]);
        }

        var together = new MovieSet(_movies.Length);
        var glued = wanted.Glued;
        if (glued.Length >= LeastGluedLength)
        {
            for (var position = 0; position < _titles.Length; position++)
            {
                if (_titles[position].Glued.StartsWith(glued, StringComparison.Ordinal))
                {
                    together.Add(position);
                }
            }
        }

        return new TitleMatches(
            all!.Or(together),
            position => together.Contains(position) ? 0 : levels.Sum(level => Array.FindIndex(level, set => set.Contains(position))));
    }

    /// <summary>0 for the title itself, 1 for one that begins so, 2 for one that has all the words, 3 for one with words that begin so.</summary>
    private int Tier(int position, WantedTitle wanted, MovieSet whole)
    {
        var title = _titles[position];
        var text = wanted.Year is not null && _movies[position].Year == wanted.Year ? wanted.WithoutYear : wanted.Folded;
        if (text == title.Main || text == title.Stripped || text == title.Folded || wanted.Glued == title.Glued)
        {
            return 0;
        }

        if (title.Folded.StartsWith(text, StringComparison.Ordinal) || title.Stripped.StartsWith(text, StringComparison.Ordinal))
        {
            return 1;
        }

        return whole.Contains(position) ? 2 : 3;
    }

    private (MovieSet Begins, MovieSet Whole) Prefix(string word)
    {
        var begins = new MovieSet(_movies.Length);
        var equals = new MovieSet(_movies.Length);
        var start = Array.BinarySearch(_words, word, StringComparer.Ordinal);
        if (start >= 0)
        {
            equals.Add(_postings[start]);
        }

        for (var i = start >= 0 ? start : ~start; i < _words.Length && _words[i].StartsWith(word, StringComparison.Ordinal); i++)
        {
            begins.Add(_postings[i]);
        }

        if (Year(word) is { } year && _years.TryGetValue(year, out var positions))
        {
            begins.Add(positions);
            equals.Add(positions);
        }

        return (begins, equals);
    }

    /// <summary>Sets that grow with the edits they forgive: level 0 is what matches as typed.</summary>
    private MovieSet[] Nearly(string word)
    {
        var edits = word.Length >= TwoEditsLength ? 2 : word.Length >= LeastFuzzyLength ? 1 : 0;
        var levels = new MovieSet[edits + 2];
        levels[0] = Prefix(word).Begins;
        for (var level = 1; level < levels.Length; level++)
        {
            levels[level] = new MovieSet(_movies.Length);
        }

        if (edits > 0)
        {
            var letters = Letters(word);
            for (var i = 0; i < _words.Length; i++)
            {
                if (BitOperations.PopCount(letters & ~_letters[i]) > edits)
                {
                    continue;
                }

                var (distance, prefixDistance) = EditDistance.Between(word, _words[i], edits);
                var level = Math.Min(distance, prefixDistance + 1);
                if (level < levels.Length && Math.Min(distance, prefixDistance) <= edits)
                {
                    levels[Math.Max(level, 1)].Add(_postings[i]);
                }
            }
        }

        for (var level = 1; level < levels.Length; level++)
        {
            levels[level] = levels[level].Or(levels[level - 1]);
        }

        return levels;
    }

    private static int? Year(string word) =>
        word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private static ulong Letters(string word)
    {
        var letters = 0UL;
        foreach (var character in word)
        {
            letters |= 1UL << (character & 63);
        }

        return letters;
    }

    private sealed class FoldedTitle
    {
        public FoldedTitle(string title)
        {
            Folded = TitleText.Fold(title);
            var parenthesis = title.IndexOf('(', StringComparison.Ordinal);
            Main = parenthesis > 0 ? TitleText.Fold(title[..parenthesis]) : Folded;
            Stripped = TitleText.WithoutArticle(Main);
            Glued = Stripped.Replace(" ", "", StringComparison.Ordinal);
        }

        public string Folded { get; }

        /// <summary>Without other titles in parentheses.</summary>
        public string Main { get; }

        /// <summary>Without its article either.</summary>
        public string Stripped { get; }

        /// <summary>Run together.</summary>
        public string Glued { get; }
    }

    private sealed class WantedTitle
    {
        public WantedTitle(string folded, string[] words)
        {
            Folded = folded;
            Year = words.Length > 1 ? TitleIndex.Year(words[^1]) : null;
            WithoutYear = Year is null ? folded : folded[..folded.LastIndexOf(' ')];
            Glued = TitleText.WithoutArticle(folded).Replace(" ", "", StringComparison.Ordinal);
        }

        public string Folded { get; }

        public int? Year { get; }

        public string WithoutYear { get; }

        public string Glued { get; }
    }
}
