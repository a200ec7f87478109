namespace MovieMesh.Recommenders.Bayesian;

/// <summary>How stars come about from what a model predicts.</summary>
public enum RatingLikelihood
{
    /// <summary>The prediction plus normal noise.</summary>
    Gaussian,

    /// <summary>A latent number plus normal noise, divided into stars by thresholds that are learned: for at most 32 different values of stars, whose distances may mean different things.</summary>
    OrderedProbit,
}
