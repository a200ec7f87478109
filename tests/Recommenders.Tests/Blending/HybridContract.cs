using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Blending;

public sealed class HybridContract() : RecommenderContract("hybrid")
{
    private protected override float FoldInTolerance => 1e-4f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new HybridOptions { Collaborative = "als(factors=4;epochs=5;regularization=0.05)", Content = "als-features(factors=4;epochs=5)", Seed = seed, DegreeOfParallelism = threads });
}
