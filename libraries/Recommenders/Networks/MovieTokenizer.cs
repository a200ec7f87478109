using System.Text;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Cuts texts about movies into pieces of at most two characters, and into words.</summary>
/// <remarks>
/// A text is brought to lower case, the accents of Latin letters are dropped (é → e), and whatever is neither a letter nor a digit separates words. The pieces of a word are its
/// pairs of neighbouring characters, overlapping, and the word itself where it has only one: "Amélie 2" gives am, me, el, li, ie, 2. Pieces know kinship between words that share a stem and survive
/// misspelling; words tell subjects apart.
/// </remarks>
public static class MovieTokenizer
{
    private static readonly string[] Accented =
        ["aàáâãäåāăą", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľł", "nñńņň", "oòóôõöøōŏő", "rŕŗř", "sśŝşš", "tţťŧ", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž"];

    /// <summary>The words of a text, in order.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Words of letters and digits in lower case without accents; none for an empty text.</returns>
    public static IReadOnlyList<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                word.Append(Plain(char.ToLowerInvariant(character)));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The pieces of a text, in order: every pair of neighbouring characters of each word.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Strings of one or two characters.</returns>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var pieces = new List<string>();
        foreach (var word in Words(text))
        {
            if (word.Length == 1)
                pieces.Add(word);
            for (var i = 0; i + 1 < word.Length; i++)
                pieces.Add(word.Substring(i, 2));
        }

        return pieces;
    }

    // Unicode's own decomposition needs tables that a slim installation leaves out.
    private static char Plain(char letter)
    {
        if (letter < 'à')
            return letter;
        foreach (var kin in Accented)
        {
            if (kin.Contains(letter, StringComparison.Ordinal))
                return kin[0];
        }

        return letter;
    }
}
