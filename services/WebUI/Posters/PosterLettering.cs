using System.Globalization;

namespace MovieMesh.WebUI.Posters;

/// <summary>A title as a poster letters it: the part before a colon large, the rest small, fitted to the poster's width.</summary>
internal sealed record PosterLettering(string Title, string? Subtitle, string Size)
{
    private const double Room = 84;
    private const double TallestShare = 62;

    public static PosterLettering Of(string title)
    {
        var parenthesis = title.IndexOf(" (", StringComparison.Ordinal);
        var shown = parenthesis > 0 ? title[..parenthesis] : title;
        var colon = shown.IndexOf(": ", StringComparison.Ordinal);
        var (main, subtitle) = colon is > 1 and < 40 ? (shown[..colon], shown[(colon + 2)..]) : (shown, null);

        // In hundredths of the poster's width: the longest word must fit a line, all words the room for the title.
        var longest = main.Split(' ', '-').Max(word => word.Length);
        var byWord = Room / (Math.Max(longest, 3) * 0.62);
        var byArea = Math.Sqrt(Room * TallestShare / (Math.Max(main.Length, 4) * 0.72));
        return new(main, subtitle, Math.Clamp(Math.Min(byWord, byArea), 6.5, 21).ToString("0.0", CultureInfo.InvariantCulture));
    }
}
