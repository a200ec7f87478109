using MovieMesh.Recommenders.Taste;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Taste;

public sealed class TasteContract() : RecommenderContract("taste")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        new TasteTrainer(new TasteOptions { Factors = 8, Epochs = 4, Seed = seed, DegreeOfParallelism = threads });
}
