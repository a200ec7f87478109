namespace MovieMesh.Recommenders.Implicit;

/// <summary>A user as a model sees one that works on what was liked itself: a set of items. Immutable; valid for the model that made it.</summary>
public sealed class LikedItems : UserProfile
{
    internal LikedItems(int[] items, int ratingCount)
        : base(ratingCount) => Items = items;

    /// <summary>Item indices, ascending.</summary>
    internal int[] Items { get; }
}
