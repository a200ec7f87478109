using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Blending;

public sealed class BlendContract() : RecommenderContract("blend")
{
    private protected override float FoldInTolerance => 1e-5f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new BlendOptions { Parts = "als(factors=4;epochs=5;regularization=0.05),item-knn,biases(epochs=3)", Seed = seed, DegreeOfParallelism = threads });
}
