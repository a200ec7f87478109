using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Σxy, Σx², Σy² and n of one row with all others over their common columns: what measures with norms over the common part need.</summary>
internal sealed class CoRatingMoments(int rows)
{
    private readonly int[] _touched = new int[rows];
    private int _touchedCount;

    /// <summary>By row: (Σxy, Σx², Σy², n); n is exact up to 2²⁴.</summary>
    public Vector128<float>[] Sums { get; } = new Vector128<float>[rows];

    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _touchedCount);

    /// <summary>Adds a column in which the row has the value x and others have the values y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(RatingRow column, float x)
    {
        var (sums, touched, count) = (Sums, _touched, _touchedCount);
        var others = column.Indices;
        var values = column.Stars;
        for (var i = 0; i < others.Length; i++)
        {
            var (other, y) = (others[i], values[i]);
            ref var sum = ref sums[other];
            if (sum[3] == 0)
                touched[count++] = other;
            sum += Vector128.Create(x * y, x * x, y * y, 1);
        }

        _touchedCount = count;
    }

    public void Clear()
    {
        foreach (var other in Touched)
            Sums[other] = Vector128<float>.Zero;
        _touchedCount = 0;
    }
}
