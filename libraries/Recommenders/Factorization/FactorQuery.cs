namespace MovieMesh.Recommenders.Factorization;

/// <summary>How a user's scores come about in a model of factors: offset + bias of the item + inner product with the item's vector.</summary>
/// <param name="Items">The vectors and biases of the items.</param>
/// <param name="PaddedFactors">The user's vector, padded as theirs are.</param>
/// <param name="Offset">What is the same for all items.</param>
internal readonly record struct FactorQuery(FactorTable Items, float[] PaddedFactors, float Offset);
