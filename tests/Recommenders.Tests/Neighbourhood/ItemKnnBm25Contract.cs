using MovieMesh.Recommenders.Neighbourhood;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Neighbourhood;

public sealed class ItemKnnBm25Contract() : RecommenderContract("item-knn-bm25")
{
    private protected override bool UsesSeed => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(new ItemKnnRankingOptions { Similarity = RatingSimilarity.Bm25, DegreeOfParallelism = threads });
}
