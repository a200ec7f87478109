using MovieMesh.Recommenders.Nmf;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Nmf;

public sealed class NmfContract() : RecommenderContract("nmf")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new NmfOptions { Factors = 4, Epochs = 10, ItemRegularizationOffset = 0, UserRegularizationOffset = 0, Regularization = 0.02f, Seed = seed, DegreeOfParallelism = threads });
}
