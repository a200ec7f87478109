namespace MovieMesh.Recommenders.Blending;

/// <summary>A user as a <see cref="HybridModel"/> sees one: a profile of each part.</summary>
public sealed class HybridUser : UserProfile
{
    internal HybridUser(UserProfile collaborative, UserProfile content, int ratingCount)
        : base(ratingCount) => (Collaborative, Content) = (collaborative, content);

    internal UserProfile Collaborative { get; }

    internal UserProfile Content { get; }
}
