namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A user as a <see cref="UserKnnModel"/> sees one: a bias, and the trained users whose ratings are most alike.</summary>
public sealed class NeighbourUsers : UserProfile
{
    internal NeighbourUsers(float bias, int[] users, float[] weights, int ratingCount)
        : base(ratingCount) => (Bias, Users, Weights) = (bias, users, weights);

    /// <summary>The user's bias in stars.</summary>
    public float Bias { get; }

    /// <summary>Indices of users, the nearest first.</summary>
    internal int[] Users { get; }

    /// <summary>In the order of <see cref="Users"/>.</summary>
    internal float[] Weights { get; }
}
