namespace MovieMesh.Recommenders.Evaluation;

/// <summary>An item that a newcomer may be asked about.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Genres">Its genres.</param>
/// <param name="Ratings">How many ratings it has, ≥ 0.</param>
/// <param name="Deviation">The standard deviation of its ratings, in stars.</param>
public readonly record struct ElicitationItem(int ItemId, IReadOnlyList<string> Genres, int Ratings, double Deviation);
