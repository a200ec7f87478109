namespace MovieMesh.Recommenders.Factorization;

/// <summary>A user as a <see cref="FactorModel"/> sees one: a bias and factors, either trained or folded in. Immutable; valid for the model that made it.</summary>
public sealed class UserVector
{
    internal UserVector(float bias, float[] paddedFactors, int factors, int ratingCount)
    {
        Bias = bias;
        PaddedFactors = paddedFactors;
        Factors = paddedFactors.AsMemory(0, factors);
        RatingCount = ratingCount;
    }

    /// <summary>The user's bias in stars: how much more generous than the average, the movies rated being equal.</summary>
    public float Bias { get; }

    /// <summary>The user's factors, as many as the model has.</summary>
    public ReadOnlyMemory<float> Factors { get; }

    /// <summary>How many ratings of items known to the model the vector was solved from; 0 for a user of whom nothing is known.</summary>
    public int RatingCount { get; }

    internal float[] PaddedFactors { get; }
}
