using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Networks;

public sealed class EmbeddingContract() : RecommenderContract("embedding")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new EmbeddingOptions { Factors = 4, Hidden = 8, Epochs = 20, BatchSize = 128, LearningRate = 0.02f, Seed = seed, DegreeOfParallelism = threads });
}
