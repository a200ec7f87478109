using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class SgdContract() : RecommenderContract("sgd")
{
    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new SgdOptions { Factors = 4, Epochs = 60, LearningRate = 0.2f, Regularization = 0.01f, UserRegularizationOffset = 0, ItemRegularizationOffset = 0, Blocks = 3, Seed = seed, DegreeOfParallelism = threads });
}
