namespace MovieMesh.Recommenders.Taste;

/// <summary>A user as a <see cref="TasteModel"/> sees one. Immutable; valid for the model that made it.</summary>
public sealed class TasteUser : UserProfile
{
    internal TasteUser(int[] items, float[] grades, float[] factors, int[] words, float[] wordWeights, float focus)
        : base(items.Length) => (Items, Grades, PaddedFactors, Words, WordWeights, Focus) = (items, grades, factors, words, wordWeights, focus);

    /// <summary>κ, 0…1: how much the loved items are of one kind.</summary>
    public float Focus { get; }

    /// <summary>Item indices, ascending.</summary>
    internal int[] Items { get; }

    /// <summary>−1…1 for each of <see cref="Items"/>: how it was liked.</summary>
    internal float[] Grades { get; }

    internal float[] PaddedFactors { get; }

    /// <summary>The features of what was loved, ascending.</summary>
    internal int[] Words { get; }

    /// <summary>How much each of <see cref="Words"/> is loved; below 0 where it is disliked.</summary>
    internal float[] WordWeights { get; }
}
