using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class SvdPlusPlusContract() : RecommenderContract("svd++")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new SvdPlusPlusOptions { Factors = 4, Epochs = 8, ItemRegularizationOffset = 0, UserRegularizationOffset = 0, Regularization = 0.02f, Seed = seed, DegreeOfParallelism = threads });
}
