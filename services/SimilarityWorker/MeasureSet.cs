using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.SimilarityWorker;

/// <summary>Every measure, ready to compute lists of one version.</summary>
/// <param name="Version">The model's version.</param>
/// <param name="Movies">The rated movies.</param>
/// <param name="Factors">By the model's vectors; null for a model that has none, for whose lists the ratings speak instead.</param>
/// <param name="Cosine">By the ratings.</param>
internal sealed record MeasureSet(long Version, IdIndex Movies, FactorCosine? Factors, RatingCosine Cosine)
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such measure.</exception>
    public SimilarityList[] Neighbours(string measure, ReadOnlySpan<int> movieIds, CancellationToken cancellationToken) => measure switch
    {
        SimilarityMeasures.Factors when Factors is not null => Factors.Neighbours(movieIds, cancellationToken),
        SimilarityMeasures.Factors or SimilarityMeasures.Cosine => Cosine.Neighbours(movieIds, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such similarity measure."),
    };
}
