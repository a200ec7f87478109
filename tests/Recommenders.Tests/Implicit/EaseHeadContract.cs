using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Implicit;

/// <summary>A head of the catalogue, few weights kept, every option away from its default.</summary>
public sealed class EaseHeadContract() : RecommenderContract("ease")
{
    private protected override bool UsesSeed => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        new EaseTrainer(new EaseOptions { Regularization = 10, LargestCatalogue = 78, WeightsPerItem = 70, Dropout = 0.1f, UserNormalization = 0.3f, DegreeOfParallelism = threads });
}
