using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class EaseContract() : RecommenderContract("ease")
{
    private protected override bool UsesSeed => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        new EaseTrainer(new EaseOptions { Regularization = 10, DegreeOfParallelism = threads });
}
