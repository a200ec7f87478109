namespace MovieMesh.Recommenders.Similarity;

/// <summary>Sums of products and numbers of co-raters of one item with all others: a dense accumulator that remembers what it touched.</summary>
internal sealed class CoRatingAccumulator(int items, int count)
{
    private readonly int[] _touched = new int[items];
    private int _touchedCount;

    public float[] Products { get; } = new float[items];

    public int[] CoRaters { get; } = new int[items];

    public float[] Scores { get; } = new float[count];

    public int[] Keys { get; } = new int[count];

    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _touchedCount);

    /// <summary>Adds a rater of the item: her stars for it times her stars for everything she rated.</summary>
    public void Add(RatingRow ratingsOfUser, float stars)
    {
        var (products, coRaters) = (Products, CoRaters);
        var others = ratingsOfUser.Indices;
        var otherStars = ratingsOfUser.Stars;
        for (var i = 0; i < others.Length; i++)
        {
            var other = others[i];
            products[other] += stars * otherStars[i];
            if (coRaters[other]++ == 0)
                _touched[_touchedCount++] = other;
        }
    }

    public void Clear()
    {
        foreach (var other in Touched)
            (Products[other], CoRaters[other]) = (0, 0);
        _touchedCount = 0;
    }
}
