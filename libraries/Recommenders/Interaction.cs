namespace MovieMesh.Recommenders;

/// <summary>What a user did with an item beside rating it, in the ids of the data set.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Weight">What it counts, finite and above 0; a rating that just reaches the threshold of an implicit-feedback algorithm counts 1.</param>
public readonly record struct Interaction(int UserId, int ItemId, float Weight);
