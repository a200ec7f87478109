using MovieMesh.Recommenders.Nmf;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Nmf;

public sealed class NmfFilledContract() : RecommenderContract("nmf-filled")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new NmfFilledOptions { Factors = 3, Epochs = 10, Regularization = 0.1f, Fill = NmfFill.MatrixMedian, Seed = seed, DegreeOfParallelism = threads });
}
