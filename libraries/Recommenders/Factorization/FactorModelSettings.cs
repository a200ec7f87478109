namespace MovieMesh.Recommenders.Factorization;

/// <summary>The scalars of a fitted model: everything beside ids, factors, biases and counts.</summary>
internal sealed record FactorModelSettings(float Mean, float LowestStars, float HighestStars, float TrainRmse, Penalty UserPenalty);
