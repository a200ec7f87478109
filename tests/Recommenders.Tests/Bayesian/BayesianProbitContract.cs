using MovieMesh.Recommenders.Bayesian;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Bayesian;

public sealed class BayesianProbitContract() : RecommenderContract("bayes")
{
    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(new BayesianOptions
    {
        Likelihood = RatingLikelihood.OrderedProbit,
        Factors = 4,
        Sweeps = 60,
        BurnIn = 20,
        KeptSamples = 12,
        Seed = seed,
        DegreeOfParallelism = threads,
    });
}
