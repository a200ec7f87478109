using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.SimilarityWorker;

/// <summary>Every measure, ready to compute lists of one version.</summary>
/// <param name="Version">The model's version.</param>
/// <param name="Ratings">The ratings, kept up to date.</param>
/// <param name="Model">The model, without its users.</param>
/// <param name="Factors">By the model's vectors; null for a model that has none, for whose lists the ratings speak instead.</param>
/// <param name="CoRaters">By the ratings of those who rated both, lists as long as they are kept.</param>
/// <param name="AllCoRaters">The same, with everything that is similar at all.</param>
/// <param name="Content">By what is written about the movies.</param>
internal sealed record MeasureSet(
    long Version, LiveRatings Ratings, RecommenderModel Model, FactorCosine? Factors, CoRaterSimilarities CoRaters, CoRaterSimilarities AllCoRaters, ContentCosine Content)
{
    private static readonly Dictionary<string, CoRaterMeasure> OfCoRaters = new(StringComparer.Ordinal)
    {
        [SimilarityMeasures.Cosine] = CoRaterMeasure.Cosine,
        [SimilarityMeasures.AdjustedCosine] = CoRaterMeasure.AdjustedCosine,
        [SimilarityMeasures.Pearson] = CoRaterMeasure.Pearson,
        [SimilarityMeasures.Euclidean] = CoRaterMeasure.Euclidean,
        [SimilarityMeasures.Manhattan] = CoRaterMeasure.Manhattan,
        [SimilarityMeasures.MeanSquaredDifference] = CoRaterMeasure.MeanSquaredDifference,
        [SimilarityMeasures.Jaccard] = CoRaterMeasure.Jaccard,
    };

    /// <summary>The sequence number of the store that the ratings go up to.</summary>
    public long LastSequence { get; set; }

    /// <summary>How many changes the ratings took in since all of them were read.</summary>
    public int Changes { get; set; }

    /// <summary>Computes a block's lists, by measure in the order asked; all that look at common raters in one pass.</summary>
    /// <exception cref="KeyNotFoundException">There is no such measure.</exception>
    public SimilarityList[][] Block(IReadOnlyList<string> measures, int block, int blocks, CancellationToken cancellationToken)
    {
        var lists = new SimilarityList[measures.Count][];
        var kinds = measures.Where(IsOfCoRaters).Select(KindOf).ToArray();
        var together = kinds.Length == 0 ? [] : CoRaters.Neighbours(kinds, ItemBlock.Of(Ratings.ItemIds(), block, blocks), cancellationToken);
        for (var (measure, next) = (0, 0); measure < lists.Length; measure++)
        {
            lists[measure] = IsOfCoRaters(measures[measure])
                ? together[next++]
                : WithCoRaters(
                    measures[measure] == SimilarityMeasures.Content
                        ? Content.Neighbours(ItemBlock.Of(Content.Items, block, blocks), cancellationToken)
                        : Factors!.Neighbours(ItemBlock.Of(Model.ItemIds, block, blocks), cancellationToken),
                    cancellationToken);
        }

        return lists;
    }

    /// <summary>Whether a measure's lists follow the ratings as they come.</summary>
    public bool IsOfCoRaters(string measure) => measure != SimilarityMeasures.Content && (measure != SimilarityMeasures.Factors || Factors is null);

    public CoRaterMeasure KindOf(string measure) => measure == SimilarityMeasures.Factors ? CoRaterMeasure.Cosine : OfCoRaters[measure];

    public SimilarityList[] WithCoRaters(SimilarityList[] lists, CancellationToken cancellationToken) => CoRaterCounts.Add(lists, Ratings, cancellationToken: cancellationToken);
}
