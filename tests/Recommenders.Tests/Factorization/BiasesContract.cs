using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class BiasesContract() : RecommenderContract("biases")
{
    private protected override bool UsesSeed => false;

    private protected override bool IsPersonal => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new AlsOptions { Factors = 0, Epochs = 8, Seed = seed, DegreeOfParallelism = threads });
}
