using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Blending;

public sealed class PairContract() : RecommenderContract("pair")
{
    private protected override float FoldInTolerance => 1e-5f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new PairOptions { Ranker = "ials(factors=4;epochs=8)", Stars = "als(factors=4;epochs=5;regularization=0.05)", Seed = seed, DegreeOfParallelism = threads });
}
