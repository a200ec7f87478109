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
/// <param name="RatersAndContent">By both, lists as long as they are kept.</param>
/// <param name="AllRatersAndContent">The same, followed by everything else that has a common rater.</param>
internal sealed record MeasureSet(
    long Version,
    LiveRatings Ratings,
    RecommenderModel Model,
    FactorCosine? Factors,
    CoRaterSimilarities CoRaters,
    CoRaterSimilarities AllCoRaters,
    ContentCosine Content,
    RatersAndContent RatersAndContent,
    RatersAndContent AllRatersAndContent)
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

    /// <summary>Computes a block's lists, by measure in the order asked; all that look at common raters alone in one pass.</summary>
    /// <exception cref="KeyNotFoundException">There is no such measure.</exception>
    public SimilarityList[][] Block(IReadOnlyList<string> measures, int block, int blocks, CancellationToken cancellationToken)
    {
        string[] following = [.. measures.Where(FollowsRatings)];
        var followed = Neighbours(
            following,
            measure => ItemBlock.Of(measure == SimilarityMeasures.RatersAndContent ? RatersAndContent.Items() : Ratings.ItemIds(), block, blocks),
            CoRaters,
            RatersAndContent,
            cancellationToken);
        return [.. measures.Select(measure => Array.IndexOf(following, measure) is >= 0 and var place
            ? followed[place]
            : CoRaterCounts.Add(
                measure == SimilarityMeasures.Content
                    ? Content.Neighbours(ItemBlock.Of(Content.Items, block, blocks), cancellationToken)
                    : Factors!.Neighbours(ItemBlock.Of(Model.ItemIds, block, blocks), cancellationToken),
                Ratings,
                cancellationToken: cancellationToken))];
    }

    /// <summary>Whether a measure's lists follow the ratings as they come.</summary>
    public bool FollowsRatings(string measure) => measure != SimilarityMeasures.Content && (measure != SimilarityMeasures.Factors || Factors is null);

    /// <summary>The lists of some movies by measures that follow the ratings, as long as they are kept.</summary>
    public SimilarityList[][] Neighbours(string[] measures, int[] movies, CancellationToken cancellationToken) =>
        Neighbours(measures, _ => movies, CoRaters, RatersAndContent, cancellationToken);

    /// <summary>The same, followed by all else that has a common rater.</summary>
    public SimilarityList[][] AllNeighbours(string[] measures, int[] movies, CancellationToken cancellationToken) =>
        Neighbours(measures, _ => movies, AllCoRaters, AllRatersAndContent, cancellationToken);

    private static SimilarityList[][] Neighbours(
        string[] measures, Func<string, int[]> movies, CoRaterSimilarities coRaters, RatersAndContent ratersAndContent, CancellationToken cancellationToken)
    {
        string[] ofCoRaters = [.. measures.Where(measure => measure != SimilarityMeasures.RatersAndContent)];
        var together = ofCoRaters.Length == 0 ? [] : coRaters.Neighbours([.. ofCoRaters.Select(KindOf)], movies(ofCoRaters[0]), cancellationToken);
        return [.. measures.Select(measure => measure == SimilarityMeasures.RatersAndContent
            ? ratersAndContent.Neighbours(movies(measure), cancellationToken)
            : together[Array.IndexOf(ofCoRaters, measure)])];
    }

    private static CoRaterMeasure KindOf(string measure) => measure == SimilarityMeasures.Factors ? CoRaterMeasure.Cosine : OfCoRaters[measure];
}
