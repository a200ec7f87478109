using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class IalsContract() : RecommenderContract("ials")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        new IalsTrainer(new IalsOptions { Factors = 8, Epochs = 4, Seed = seed, DegreeOfParallelism = threads });
}
