using System.Globalization;
using System.Text.RegularExpressions;

namespace MovieMesh.Datasets;

/// <summary>Makes titles as MovieLens writes them ready to show: "Matrix, The (1999)" is "The Matrix" of 1999.</summary>
public static partial class MovieTitle
{
    /// <summary>Splits the year off and moves articles to the front, in the main title and in the other titles that stand in parentheses.</summary>
    /// <param name="title">The title as the file has it.</param>
    public static (string Title, int? Year) Parse(string title)
    {
        var text = title.Trim();
        int? year = null;
        if (YearAtEnd().Match(text) is { Success: true } match)
        {
            year = int.Parse(match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[..match.Index];
        }

        text = ArticleBehind().Replace(text, static found =>
        {
            var (lead, main, article) = (found.Groups["lead"].Value, found.Groups["main"].Value, found.Groups["article"].Value);
            return $"{lead}{article}{(article.EndsWith('\'') ? "" : " ")}{main}";
        });
        return (text.Length == 0 ? title.Trim() : text, year);
    }

    /// <summary>A year or a span of years, such as (1999), (2006–2007) or (2016- ).</summary>
    [GeneratedRegex(@"\s*\((?<year>1[89]\d\d|20\d\d)(\s*[-–]\s*(\d{4})?)?\s*\)\s*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex YearAtEnd();

    /// <summary>A title at the start or after an opening parenthesis, with its article behind a comma, up to the end, a parenthesis or the next.</summary>
    [GeneratedRegex(
        @"(?<lead>^|\((a\.?k\.?a\.?\s+)?)(?<main>[^()]*?), (?<article>The|A|An|Le|La|Les|L'|Un|Une|El|Los|Las|Lo|Il|I|Gli|Der|Die|Das|Ein|Eine|O|Os|As|Um|Uma|De|Het|Een|Den|Det|En|Ett)(?=\s*(\(|\)|$))",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ArticleBehind();
}
