using MovieMesh.Recommenders.Bayesian;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Bayesian;

public sealed class BayesianContract() : RecommenderContract("bayes")
{
    private protected override float FoldInTolerance => 0.01f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new BayesianOptions { Factors = 4, Sweeps = 60, BurnIn = 20, KeptSamples = 12, Seed = seed, DegreeOfParallelism = threads });
}
