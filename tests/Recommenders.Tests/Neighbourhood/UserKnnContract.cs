using MovieMesh.Recommenders.Neighbourhood;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Neighbourhood;

public sealed class UserKnnContract() : RecommenderContract("user-knn")
{
    private protected override bool UsesSeed => false;

    private protected override float FoldInTolerance => 0;

    private protected override IRecommenderTrainer CreateTrainer(ulong seed, int threads) => Algorithm.CreateTrainer(new UserKnnOptions { DegreeOfParallelism = threads });
}
