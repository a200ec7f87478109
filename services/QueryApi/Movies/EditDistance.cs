namespace MovieMesh.QueryApi.Movies;

/// <summary>Counts insertions, deletions, substitutions and transpositions of neighbours (optimal string alignment).</summary>
internal static class EditDistance
{
    private const int Longest = 64;

    /// <summary>The edits from one word to another, and to the nearest beginning of the other; figures above <paramref name="most"/> are only known to be above it.</summary>
    public static (int Whole, int Prefix) Between(string typed, string word, int most)
    {
        var length = Math.Min(word.Length, typed.Length + most);
        if (typed.Length > Longest || length < typed.Length - most)
        {
            return (most + 1, most + 1);
        }

        Span<int> twoBack = stackalloc int[Longest + 4];
        Span<int> oneBack = stackalloc int[Longest + 4];
        Span<int> row = stackalloc int[Longest + 4];
        for (var j = 0; j <= length; j++)
        {
            oneBack[j] = j;
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= length; j++)
            {
                var cost = typed[i - 1] == word[j - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(oneBack[j] + 1, row[j - 1] + 1), oneBack[j - 1] + cost);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    edits = Math.Min(edits, twoBack[j - 2] + 1);
                }

                row[j] = edits;
                least = Math.Min(least, edits);
            }

            if (least > most)
            {
                return (most + 1, most + 1);
            }

            var spare = twoBack;
            twoBack = oneBack;
            oneBack = row;
            row = spare;
        }

        var prefix = most + 1;
        for (var j = 0; j <= length; j++)
        {
            prefix = Math.Min(prefix, oneBack[j]);
        }

        return (length == word.Length ? oneBack[length] : most + 1, prefix);
    }
}
