namespace MovieMesh.Recommenders.Factorization;

/// <summary>A user as a <see cref="FactorModel"/> sees one: a bias and factors, either trained or folded in. Immutable; valid for the model that made it.</summary>
public sealed class UserVector : UserProfile
{
    internal UserVector(float bias, float[] paddedFactors, int factors, int ratingCount)
        : base(ratingCount)
    {
        Bias = bias;
        PaddedFactors = paddedFactors;
        Factors = paddedFactors.AsMemory(0, factors);
    }

    /// <summary>The user's bias in stars: how much more generous than the average, the movies rated being equal.</summary>
    public float Bias { get; }

    /// <summary>The user's factors, as many as the model has.</summary>
    public ReadOnlyMemory<float> Factors { get; }

    internal float[] PaddedFactors { get; }
}
