using System.Globalization;

namespace MovieMesh.WebUI.Posters;

/// <summary>A title as a poster letters it: the part before a colon large, the rest small, sized in hundredths of the poster's width.</summary>
internal sealed record PosterLettering(string Title, string? Subtitle, string Size)
{
    private const double Room = 83;
    private const double TallestShare = 56;
    private const double Smallest = 5.5;

    // The mean width of a letter of each face, in its size, as the stylesheet sets it; and the largest size that suits it.
    private static readonly Dictionary<string, (double Width, double Largest)> Faces = new(StringComparer.Ordinal)
    {
        ["didone"] = (0.64, 21),
        ["deco"] = (0.53, 25),
        ["script"] = (0.66, 19),
        ["slab"] = (0.97, 15),
        ["wide"] = (0.8, 17),
        ["poster"] = (0.63, 26),
        ["thin"] = (0.72, 17),
        ["modern"] = (0.61, 21),
    };

    public static PosterLettering Of(string title, string face)
    {
        var parenthesis = title.IndexOf(" (", StringComparison.Ordinal);
        var shown = parenthesis > 0 ? title[..parenthesis] : title;
        var colon = shown.IndexOf(": ", StringComparison.Ordinal);
        var (main, subtitle) = colon is > 1 and < 40 ? (shown[..colon], shown[(colon + 2)..]) : (shown, null);

        // The longest word must fit a line, where m and w take half as much again as other letters, and all words together the room for the title.
        var (width, largest) = Faces[face];
        var longest = main.Split(' ', '-').Max(word => word.Length + (word.Count(letter => letter is 'M' or 'W' or 'm' or 'w') / 2.0));
        var byWord = Room / (Math.Max(longest, 3) * width);
        var byArea = Math.Sqrt(Room * TallestShare / (Math.Max(main.Length, 4) * width * 1.15));
        return new(main, subtitle, Math.Clamp(Math.Min(byWord, byArea), Smallest, largest).ToString("0.0", CultureInfo.InvariantCulture));
    }
}
