using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Networks;

public sealed class EmbeddingContract() : RecommenderContract("embedding")
{
    private protected override float FoldInTolerance => 1f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new EmbeddingOptions { Factors = 8, Hidden = 16, Epochs = 12, BatchSize = 32, LearningRate = 0.01f, Regularization = 0.1f, ItemShrinkage = 1, UserShrinkage = 1, Seed = seed, DegreeOfParallelism = threads });
}
