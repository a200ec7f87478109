namespace MovieMesh.Recommenders;

/// <summary>One rating of a user who is known from the context, such as a visitor whose vector is folded in.</summary>
/// <param name="ItemId">The item's (movie's) id.</param>
/// <param name="Stars">The rating in stars, finite.</param>
public readonly record struct ItemRating(int ItemId, float Stars);
