namespace MovieMesh.Recommenders.Factorization;

/// <summary>The ridge penalties of one row with n ratings: λ·n^ν on its factors, λ_b on its bias.</summary>
internal readonly record struct Penalty(float Factors, float Exponent, float Bias)
{
    public float FactorsFor(int count) => Exponent switch
    {
        0 => Factors,
        1 => Factors * count,
        _ => Factors * MathF.Pow(count, Exponent),
    };
}
