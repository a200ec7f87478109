using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Bayesian;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Neighbourhood;
using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Nmf;
using MovieMesh.Recommenders.Taste;

namespace MovieMesh.Recommenders;

/// <summary>Every algorithm of this library, by name.</summary>
public static class RecommenderAlgorithms
{
    /// <summary>All of them; those of one family stand together.</summary>
    public static IReadOnlyList<RecommenderAlgorithm> All { get; } =
    [
        GlobalMeanTrainer.Definition,
        AlsTrainer.Biases,
        TopRatedTrainer.Definition,
        PopularityTrainer.Definition,
        TrendingTrainer.Definition,
        AlsTrainer.Als,
        AlsTrainer.WithFeatures,
        SgdTrainer.Definition,
        SvdPlusPlusTrainer.Definition,
        SvdPlusPlusTrainer.WithFeatures,
        BayesianTrainer.Definition,
        IalsTrainer.Definition,
        IalsTrainer.WithFeatures,
        EaseTrainer.Definition,
        EaseTrainer.WithFeatures,
        ItemKnnTrainer.Definition,
        UserKnnTrainer.Definition,
        ItemKnnRankingTrainer.TfIdf,
        ItemKnnRankingTrainer.Bm25,
        NmfTrainer.Definition,
        NmfFilledTrainer.Definition,
        EmbeddingTrainer.Definition,
        TextVaeTrainer.Definition,
        TasteTrainer.Definition,
        BlendTrainer.Stars,
        BlendTrainer.Ranking,
        HybridTrainer.Definition,
        PairTrainer.Definition,
    ];

    /// <summary>Finds an algorithm.</summary>
    /// <param name="name">A name; case does not matter.</param>
    /// <returns>The algorithm, or null when there is none of that name.</returns>
    public static RecommenderAlgorithm? Find(string name) => All.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
