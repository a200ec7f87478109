namespace MovieMesh.WebUI.Components.Shared;

/// <summary>The measures of similarity of people, in words for people.</summary>
internal static class UserMeasureWords
{
    public static IReadOnlyList<(string Measure, string Label, string Sentence)> All { get; } =
    [
        ("cosine", "The same films", "Alike is who rated the same films, and rated them highly; the more films two have in common, the more it counts."),
        ("pearson", "The same opinions", "Alike is who, of the films that both rated, gave more to the same ones and less to the same ones; being stricter or kinder altogether makes no difference."),
    ];

    /// <summary>The measure of that name; by films where there is none.</summary>
    public static (string Measure, string Label, string Sentence) Of(string? measure) =>
        string.Equals(measure, All[1].Measure, StringComparison.OrdinalIgnoreCase) ? All[1] : All[0];
}
