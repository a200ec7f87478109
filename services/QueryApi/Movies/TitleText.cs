using System.Text;

namespace MovieMesh.QueryApi.Movies;

/// <summary>Brings titles and queries to one plain form: lower case, no diacritics, words of letters and digits.</summary>
/// <remarks>The processes run without culture data, where Unicode decomposition is not to be had; hence the tables.</remarks>
internal static class TitleText
{
    /// <summary>The Latin letter under each of U+00C0 to U+024F; a dot where there is none.</summary>
    private const string LatinExtended =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggg" +
        "hhhhiiiiiiiiii..jjkk.llllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs........" +
        "........................oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoo" +
        "oo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";

    /// <summary>The Latin letter under each of U+1E00 to U+1EFF.</summary>
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss" +
        "ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee" +
        "iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    private static readonly Dictionary<string, string> Numerals = new(StringComparer.Ordinal)
    {
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
        ["vi"] = "6",
        ["vii"] = "7",
        ["viii"] = "8",
        ["ix"] = "9",
    };

    private static readonly string[] Articles = ["the ", "a ", "an "];

    /// <summary>The words of a text in plain form, one space between them.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pending = false;
        foreach (var character in text)
        {
            if (IsSilent(character))
            {
                continue;
            }

            var plain = Plain(character);
            if (plain.Length == 0)
            {
                pending = folded.Length > 0;
                continue;
            }

            if (pending)
            {
                folded.Append(' ');
                pending = false;
            }

            folded.Append(plain);
        }

        return folded.ToString();
    }

    /// <summary>The part of a folded title after its article.</summary>
    public static string WithoutArticle(string folded)
    {
        foreach (var article in Articles)
        {
            if (folded.StartsWith(article, StringComparison.Ordinal))
            {
                return folded[article.Length..];
            }
        }

        return folded;
    }

    /// <summary>The words that a title is found by: its own, those that its punctuation cuts also in one piece (Spider-Man, M*A*S*H), and Roman numerals as digits.</summary>
    public static IEnumerable<string> IndexWords(string title)
    {
        foreach (var chunk in title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Fold(chunk).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                yield return word;
                if (Numerals.TryGetValue(word, out var digits))
                {
                    yield return digits;
                }
            }

            if (words.Length > 1)
            {
                yield return string.Concat(words);
            }
        }
    }

    private static bool IsSilent(char character) => character is '\'' or '\u2019' or '\u2018' or '`' or (>= '\u0300' and <= '\u036F');

    private static string Plain(char character) => character switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' => Ascii[character],
        >= 'A' and <= 'Z' => Ascii[character | 0x20],
        '&' => " and ",
        'ß' => "ss",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        '²' => "2",
        '³' => "3",
        >= '\u00C0' and <= '\u024F' when LatinExtended[character - 0xC0] != '.' => Ascii[LatinExtended[character - 0xC0]],
        >= '\u1E00' and <= '\u1EFF' when LatinAdditional[character - 0x1E00] != '.' => Ascii[LatinAdditional[character - 0x1E00]],
        _ when char.IsLetterOrDigit(character) => char.ToLowerInvariant(character).ToString(),
        _ => "",
    };

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];
}
