using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Baselines;

public sealed class TrendingContract() : RecommenderContract("trending")
{
    private protected override bool UsesSeed => false;

    private protected override bool IsPersonal => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer();
}
