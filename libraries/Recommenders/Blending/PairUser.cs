namespace MovieMesh.Recommenders.Blending;

/// <summary>A user as a <see cref="PairModel"/> sees one: a profile of each part.</summary>
public sealed class PairUser : UserProfile
{
    internal PairUser(UserProfile ranker, UserProfile stars)
        : base(Math.Max(ranker.RatingCount, stars.RatingCount)) => (Ranker, Stars) = (ranker, stars);

    internal UserProfile Ranker { get; }

    internal UserProfile Stars { get; }
}
