namespace MovieMesh.Recommenders.Nmf;

/// <summary>A user as an <see cref="NmfModel"/> sees one: how much of each component, nothing negative.</summary>
public sealed class UserComponents : UserProfile
{
    internal UserComponents(float[] padded, int factors, int ratingCount)
        : base(ratingCount) => (Padded, Components) = (padded, padded.AsMemory(0, factors));

    /// <summary>The amounts, as many as the model has components.</summary>
    public ReadOnlyMemory<float> Components { get; }

    internal float[] Padded { get; }
}
