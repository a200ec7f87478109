namespace MovieMesh.Recommenders;

/// <summary>What a user who is known from the context did with an item beside rating it.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Weight">What it counts: see <see cref="Interaction.Weight"/>.</param>
public readonly record struct ItemInteraction(int ItemId, float Weight);
