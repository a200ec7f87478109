namespace MovieMesh.Recommenders;

/// <summary>The ratings of one user or of one item: two parallel spans, ascending by index.</summary>
/// <remarks>A view into the <see cref="RatingMatrix"/>; it copies nothing.</remarks>
public readonly ref struct RatingRow
{
    internal RatingRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> stars)
    {
        Indices = indices;
        Stars = stars;
    }

    /// <summary>Indices on the other side: item indices in a user's row, user indices in an item's row.</summary>
    public ReadOnlySpan<int> Indices { get; }

    /// <summary>The stars, parallel to <see cref="Indices"/>.</summary>
    public ReadOnlySpan<float> Stars { get; }

    /// <summary>The number of ratings.</summary>
    public int Count => Indices.Length;
}
