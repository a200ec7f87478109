namespace MovieMesh.Recommenders.Blending;

/// <summary>A user as a <see cref="BlendModel"/> sees one: a profile of each part and, in rankings, how that part's scores are standardized for this user.</summary>
public sealed class BlendUser : UserProfile
{
    internal BlendUser(UserProfile[] parts, float[] means, float[] scales, int ratingCount)
        : base(ratingCount) => (Parts, Means, Scales) = (parts, means, scales);

    internal UserProfile[] Parts { get; }

    /// <summary>By part, what is taken off a score: its mean over the catalogue in rankings, else 0.</summary>
    internal float[] Means { get; }

    /// <summary>By part, what a score is multiplied by then: its weight, in rankings over the standard deviation over the catalogue.</summary>
    internal float[] Scales { get; }
}
