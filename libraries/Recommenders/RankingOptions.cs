using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders;

/// <summary>
/// How a top-k list is ordered: by what its ranker says or, for those who predict stars, by the predicted rating less a margin for what is
/// not known about the item.
/// </summary>
/// <remarks>
/// <para>Ordered by prediction alone, lists fill with movies that three enthusiasts rated. The remedy is a lower confidence bound:
/// score = r̂ − <see cref="Caution"/> · σ / √(n + λ_b), where n is the item's number of ratings, λ_b the bias penalty and σ the model's residual
/// error; the last factor is the posterior standard deviation of an item's bias under the model.</para>
/// </remarks>
public sealed class RankingOptions
{
    /// <summary>Standard deviations of uncertainty subtracted from a prediction, 0…10; 0 orders by the predicted rating alone.</summary>
    [Range(0.0, 10.0)]
    public float Caution { get; set; } = 2;

    /// <summary>Items with fewer ratings than this are left out, 0…2³¹−1.</summary>
    [Range(0, int.MaxValue)]
    public int MinimumRatings { get; set; }

    /// <summary>
    /// Whether to order by predicted stars where a model has a ranker to order by; models that make both by one algorithm take no notice.
    /// </summary>
    public bool ByStars { get; set; }
}
