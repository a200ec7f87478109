namespace MovieMesh.Contracts;

/// <summary>The names of the similarity measures, as messages, keys and the gateway's API use them.</summary>
public static class SimilarityMeasures
{
    /// <summary>Cosine of the movies' rating vectors, and of what is written about them as long as few rated both.</summary>
    public const string RatersAndContent = "raters-and-content";

    /// <summary>The measure of those who ask for none.</summary>
    public const string Default = RatersAndContent;

    /// <summary>Cosine of the model's movie vectors; of the ratings where the model that serves has none.</summary>
    public const string Factors = "factors";

    /// <summary>Cosine of the movies' rating vectors.</summary>
    public const string Cosine = "cosine";

    /// <summary>Cosine over common raters of what each movie got above or below its rater's mean.</summary>
    public const string AdjustedCosine = "adjusted-cosine";

    /// <summary>Correlation of the stars of common raters.</summary>
    public const string Pearson = "pearson";

    /// <summary>Nearness by the root mean square difference of the stars of common raters.</summary>
    public const string Euclidean = "euclidean";

    /// <summary>Nearness by the mean absolute difference of the stars of common raters.</summary>
    public const string Manhattan = "manhattan";

    /// <summary>Nearness by the mean squared difference of the stars of common raters.</summary>
    public const string MeanSquaredDifference = "msd";

    /// <summary>The share of common raters among those who rated either.</summary>
    public const string Jaccard = "jaccard";

    /// <summary>Cosine of what is written about the movies: title, genres, tags.</summary>
    public const string Content = "content";

    /// <summary>The measures over common raters: what is computed together.</summary>
    public static IReadOnlyList<string> OfCoRaters { get; } = [Cosine, AdjustedCosine, Pearson, Euclidean, Manhattan, MeanSquaredDifference, Jaccard];

    /// <summary>Every measure that the mesh keeps.</summary>
    public static IReadOnlyList<string> All { get; } = [RatersAndContent, Factors, .. OfCoRaters, Content];
}
