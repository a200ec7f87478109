namespace MovieMesh.Recommenders.Bayesian;

/// <summary>A user as a <see cref="BayesianModel"/> sees one: factors and a bias in each kept sweep. Immutable; valid for the model that made it.</summary>
public sealed class BayesianUser : UserProfile
{
    internal BayesianUser(float[] vectors, float[] biases, float spread, int ratingCount)
        : base(ratingCount) => (Vectors, Biases, Spread) = (vectors, biases, spread);

    internal float[] Vectors { get; }

    internal float[] Biases { get; }

    /// <summary>The variance of a score of average items around those of the sweeps.</summary>
    internal float Spread { get; }
}
