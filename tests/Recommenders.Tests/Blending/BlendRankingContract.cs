using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Blending;

public sealed class BlendRankingContract() : RecommenderContract("blend-ranking")
{
    private protected override float FoldInTolerance => 1e-3f;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) =>
        Algorithm.CreateTrainer(new BlendOptions { Parts = "item-knn-tfidf,item-knn(shrinkage=5),als(factors=4;epochs=5)", Seed = seed, DegreeOfParallelism = threads });
}
