namespace MovieMesh.Recommenders.Blending;

/// <summary>A user as a <see cref="PairModel"/> sees one: a profile of each part.</summary>
public sealed class PairUser : UserProfile
{
    internal PairUser(UserProfile ranker, UserProfile stars)
        : base(Math.Max(ranker.RatingCount, stars.RatingCount)) => (Ranker, Stars) = (ranker, stars);

    /// <summary>The user as the ranker sees one.</summary>
    public UserProfile Ranker { get; }

    /// <summary>The user as the star model sees one.</summary>
    public UserProfile Stars { get; }
}
