namespace MovieMesh.Recommenders;

/// <summary>
/// A user as one <see cref="RecommenderModel"/> sees them, trained or folded in: factors, a hidden state, or the ratings themselves. Immutable; valid for
/// the model that made it.
/// </summary>
public abstract class UserProfile
{
    private protected UserProfile(int ratingCount) => RatingCount = ratingCount;

    /// <summary>How many ratings (and other interactions, where the model uses them) of items known to the model the profile was made from; 0 for a user of whom nothing is known.</summary>
    public int RatingCount { get; }
}
