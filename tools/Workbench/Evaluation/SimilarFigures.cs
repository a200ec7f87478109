namespace MovieMesh.Workbench.Evaluation;

/// <summary>How well the lists of a measure tell what else somebody likes who likes one film; means over users, each weighing the same.</summary>
internal sealed record SimilarFigures
{
    public required string Measure { get; init; }

    /// <summary>Of the list of a liked film, against the user's other liked films.</summary>
    public required double Ndcg { get; init; }

    /// <summary>The same with a gain of 1/√(n + 1) for a film of n ratings, so that what everybody likes anyway counts for little.</summary>
    public required double NdcgOfRare { get; init; }

    /// <summary>The mean over given films of fewer than ten ratings; null without any.</summary>
    public required double? NdcgForRare { get; init; }

    /// <summary>The share of lists with at least one of them.</summary>
    public required double Hit { get; init; }

    /// <summary>1 over the place of the first of them, within the list.</summary>
    public required double Mrr { get; init; }

    /// <summary>The share of given films that have a list at all.</summary>
    public required double Listed { get; init; }

    /// <summary>The share of the catalogue that stands in any of the lists.</summary>
    public required double Coverage { get; init; }

    /// <summary>The mean number of ratings of the films listed.</summary>
    public required double MeanRatings { get; init; }

    /// <summary>The mean self-information of the films listed, in bits.</summary>
    public required double Novelty { get; init; }
}
