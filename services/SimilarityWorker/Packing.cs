using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>The recommenders' lists as the cache keeps them.</summary>
internal static class Packing
{
    public static SimilarList Pack(SimilarityList list) => new(list.ItemId, [.. list.Neighbours.Select(Pack)]);

    public static ScoredMovie Pack(SimilarItem neighbour) => new(neighbour.ItemId, neighbour.Similarity, neighbour.CoRaters);
}
