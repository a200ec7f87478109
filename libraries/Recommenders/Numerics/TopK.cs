namespace MovieMesh.Recommenders.Numerics;

/// <summary>
/// Keeps the best k of a stream of (score, key): higher scores first, equal scores by ascending key. Exact, whatever the order of arrival.
/// </summary>
/// <remarks>A binary heap with the worst kept entry on top; most entries of a long stream cost one comparison. NaN is never kept. A stream may be
/// taken up again: the spans as they were, and the number of entries kept in them.</remarks>
internal ref struct TopK(Span<float> scores, Span<int> keys, int count = 0)
{
    private readonly Span<float> _scores = scores;
    private readonly Span<int> _keys = keys[..scores.Length];

    /// <summary>The number of entries kept so far.</summary>
    public int Count { get; private set; } = count;

    /// <summary>The score that an entry must at least have to be kept.</summary>
    public readonly float Threshold => Count < _scores.Length ? float.NegativeInfinity : Count > 0 ? _scores[0] : float.PositiveInfinity;

    /// <summary>The score that an entry must reach to be kept; 0 while there is room, for streams of which only positive scores are offered.</summary>
    public readonly float Worst => Count < _scores.Length || Count == 0 ? 0 : _scores[0];

    /// <summary>Offers one entry.</summary>
    public void Offer(float score, int key)
    {
        if (Count < _scores.Length)
        {
            if (float.IsNaN(score))
                return;
            var child = Count++;
            while (child > 0)
            {
                var parent = (child - 1) >> 1;
                if (!IsBetter(_scores[parent], _keys[parent], score, key))
                    break;
                (_scores[child], _keys[child]) = (_scores[parent], _keys[parent]);
                child = parent;
            }

            (_scores[child], _keys[child]) = (score, key);
        }
        else if (Count > 0 && IsBetter(score, key, _scores[0], _keys[0]))
        {
            SiftDown(score, key, Count);
        }
    }

    /// <summary>Orders what was kept, best first, at the start of the spans.</summary>
    public readonly void Sort()
    {
        for (var last = Count - 1; last > 0; last--)
        {
            var (score, key) = (_scores[last], _keys[last]);
            (_scores[last], _keys[last]) = (_scores[0], _keys[0]);
            SiftDown(score, key, last);
        }
    }

    private static bool IsBetter(float score, int key, float otherScore, int otherKey) =>
        score > otherScore || (score == otherScore && key < otherKey);

    // Places an entry, starting at the top, in the heap of the first `count` entries.
    private readonly void SiftDown(float score, int key, int count)
    {
        var parent = 0;
        while (true)
        {
            var child = (2 * parent) + 1;
            if (child >= count)
                break;
            if (child + 1 < count && IsBetter(_scores[child], _keys[child], _scores[child + 1], _keys[child + 1]))
                child++;
            if (!IsBetter(score, key, _scores[child], _keys[child]))
                break;
            (_scores[parent], _keys[parent]) = (_scores[child], _keys[child]);
            parent = child;
        }

        (_scores[parent], _keys[parent]) = (score, key);
    }
}
