namespace MovieMesh.Recommenders.Baselines;

/// <summary>A user as a model sees one that offers everybody the same: nothing but a number of ratings.</summary>
public sealed class AverageUser : UserProfile
{
    internal AverageUser(int ratingCount)
        : base(ratingCount)
    {
    }
}
