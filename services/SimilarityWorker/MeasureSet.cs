using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.SimilarityWorker;

/// <summary>Every measure, ready to compute lists of one version.</summary>
internal sealed record MeasureSet(long Version, IdIndex Movies, FactorCosine Factors, RatingCosine Cosine)
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such measure.</exception>
    public SimilarityList[] Neighbours(string measure, ReadOnlySpan<int> movieIds, CancellationToken cancellationToken) => measure switch
    {
        SimilarityMeasures.Factors => Factors.Neighbours(movieIds, cancellationToken),
        SimilarityMeasures.Cosine => Cosine.Neighbours(movieIds, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such similarity measure."),
    };
}
