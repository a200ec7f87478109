using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Networks;

public sealed class TextVaeContract() : RecommenderContract("text-vae")
{
    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(
        new TextVaeOptions { Factors = 4, Hidden = 16, PieceBuckets = 64, WordBuckets = 64, Epochs = 10, BatchSize = 16, PopularityWeight = 0.01f, Seed = seed, DegreeOfParallelism = threads });
}
