namespace MovieMesh.Recommenders.Bayesian;

/// <summary>What a <see cref="BayesianModel"/> expects of a rating, and how far off it may be.</summary>
/// <param name="Mean">The expected stars, as <see cref="RecommenderModel.Predict(UserProfile, int)"/> gives them.</param>
/// <param name="ModelVariance">Squared stars: how unsure the model is of the user and the item; it shrinks with their ratings.</param>
/// <param name="NoiseVariance">Squared stars: how far ratings stray from what the same user thinks of the same item; no data takes it away.</param>
public readonly record struct RatingDistribution(float Mean, float ModelVariance, float NoiseVariance)
{
    /// <summary>The predictive variance: both together.</summary>
    public float Variance => ModelVariance + NoiseVariance;
}
