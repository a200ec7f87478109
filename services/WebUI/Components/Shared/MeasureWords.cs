using MovieMesh.Contracts;

namespace MovieMesh.WebUI.Components.Shared;

/// <summary>The measures of similarity in words for people.</summary>
internal static class MeasureWords
{
    public static IReadOnlyList<(string Measure, string Label, string Sentence)> All { get; } =
    [
        (SimilarityMeasures.RatersAndContent, "By raters and content", "The same people rated both highly; where few did yet, titles, genres and tags speak too."),
        (SimilarityMeasures.Factors, "By taste", "The model places both close together, even if few people saw both."),
        (SimilarityMeasures.Cosine, "By raters", "The same people rated both, and rated them highly."),
        (SimilarityMeasures.AdjustedCosine, "By raters, strict or kind", "The same people rated both above, or both below, what they usually give."),
        (SimilarityMeasures.Pearson, "By rise and fall", "Whoever rated one higher than others did rated the other higher too."),
        (SimilarityMeasures.Euclidean, "By distance", "Those who saw both gave them nearly the same stars; large differences count most."),
        (SimilarityMeasures.Manhattan, "By difference", "Those who saw both gave them nearly the same stars on average."),
        (SimilarityMeasures.MeanSquaredDifference, "By squared difference", "Those who saw both hardly ever disagreed about them by much."),
        (SimilarityMeasures.Jaccard, "By audience", "Most people who rated one rated the other, whatever they thought of it."),
        (SimilarityMeasures.Content, "By content", "Their titles, genres and tags are alike, whoever saw them."),
    ];

    /// <summary>The measure of that name; by raters and content where there is none.</summary>
    public static (string Measure, string Label, string Sentence) Of(string? measure)
    {
        foreach (var words in All)
        {
            if (string.Equals(words.Measure, measure, StringComparison.OrdinalIgnoreCase))
            {
                return words;
            }
        }

        return All[0];
    }
}
