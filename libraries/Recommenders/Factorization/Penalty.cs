namespace MovieMesh.Recommenders.Factorization;

/// <summary>The ridge penalties of one row with n ratings: λ·(n + n₀)^ν on its factors, λ_b on its bias.</summary>
internal readonly record struct Penalty(float Factors, float Offset, float Exponent, float Bias)
{
    public float FactorsFor(int count) => Factors * (Exponent == 1 ? count + Offset : MathF.Pow(count + Offset, Exponent));
}
