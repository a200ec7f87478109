using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>What one item and all others add up to over those who rated both: dense sums, and a list of what was touched.</summary>
/// <remarks>
/// With x the stars of the item, y those of the other, dx and dy their distance from the user's mean, each other item has n, Σxy, Σx, Σx², Σy, Σy², Σ(x − y)², Σ|x − y|, Σdx², Σdxdy,
/// Σdy², all of one cache line; or, where that is enough, n and Σxy alone. Sums of half stars are exact up to 2²⁴ quarters, so equal ratings give equal similarities.
/// </remarks>
internal sealed class CoRaterSums
{
    private const int LineBytes = 64;
    private const int FullStride = LineBytes / sizeof(float);
    private const int ShortStride = 2;

    private readonly bool _isFull;
    private readonly int _stride;
    private readonly float[] _sums;
    private readonly int _start;
    private readonly int[] _touched;
    private int _touchedCount;

    /// <param name="items">How many items there are.</param>
    /// <param name="isFull">Whether all sums are wanted, or n and Σxy alone.</param>
    public unsafe CoRaterSums(int items, bool isFull)
    {
        (_isFull, _stride, _touched) = (isFull, isFull ? FullStride : ShortStride, new int[items]);
        _sums = GC.AllocateArray<float>((items * _stride) + FullStride, pinned: true);
        var address = (long)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_sums));
        _start = (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(float);
    }

    /// <summary>The places of the sums of one other item.</summary>
    public const int N = 0, XY = 1, X = 2, XX = 3, Y = 4, YY = 5, SquaredDifference = 6, AbsoluteDifference = 7, DxDx = 8, DxDy = 9, DyDy = 10;

    /// <summary>How many sums an item has that are in use.</summary>
    public int Width => _isFull ? DyDy + 1 : ShortStride;

    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _touchedCount);

    public ReadOnlySpan<float> this[int other] => _sums.AsSpan(_start + (other * _stride), _stride);

    /// <summary>Adds a rater of the item: her stars for it with her stars for everything she rated.</summary>
    public void Add(RatingRow ratingsOfUser, float stars, float mean)
    {
        if (_isFull)
            AddAll(ratingsOfUser, stars, mean);
        else
            AddProducts(ratingsOfUser, stars);
    }

    public void Clear()
    {
        foreach (var other in Touched)
            _sums.AsSpan(_start + (other * _stride), _stride).Clear();
        _touchedCount = 0;
    }

    // Whether an item is new is asked of the bits of its n: comparing floats takes two branches. Every sum is a polynomial in y, c₀ + y·(c₁ + y·c₂), or in dy, whose coefficients the rater fixes; |x − y| loses its sign afterwards.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll(RatingRow row, float x, float mean)
    {
        var dx = x - mean;
        var (c0, c1, c2) = (Vector256.Create(1, 0, x, x * x, 0, 0, x * x, x), Vector256.Create(0, x, 0, 0, 1, 0, -2 * x, -1), Vector256.Create(0f, 0, 0, 0, 0, 1, 1, 0));
        var (d0, d1, d2) = (Vector128.Create(dx * dx, 0, 0, 0), Vector128.Create(0, dx, 0, 0), Vector128.Create(0f, 0, 1, 0));
        var unsigned = Vector256.Create(-1, -1, -1, -1, -1, -1, -1, int.MaxValue).AsSingle();
        ref var sums = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sums), _start);
        ref var others = ref MemoryMarshal.GetReference(row.Indices);
        ref var stars = ref MemoryMarshal.GetReference(row.Stars);
        var (touched, touchedCount) = (_touched, _touchedCount);
        for (var i = 0; i < row.Count; i++)
        {
            var other = Unsafe.Add(ref others, i);
            var y = Vector256.Create(Unsafe.Add(ref stars, i));
            ref var head = ref Unsafe.Add(ref sums, (nint)other * FullStride);
            ref var tail = ref Unsafe.Add(ref head, DxDx);
            if (Unsafe.As<float, int>(ref head) == 0)
                touched[touchedCount++] = other;
            var first = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(c2, y, c1), y, c0) & unsigned;
            (Vector256.LoadUnsafe(ref head) + first).StoreUnsafe(ref head);
            var dy = y.GetLower() - Vector128.Create(mean);
            var second = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(d2, dy, d1), dy, d0);
            (Vector128.LoadUnsafe(ref tail) + second).StoreUnsafe(ref tail);
        }

        _touchedCount = touchedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProducts(RatingRow row, float x)
    {
        var (one, factor) = (Vector128.Create(1f, 0, 0, 0), Vector128.Create(0, x, 0, 0));
        ref var sums = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sums), _start);
        ref var others = ref MemoryMarshal.GetReference(row.Indices);
        ref var stars = ref MemoryMarshal.GetReference(row.Stars);
        var (touched, touchedCount) = (_touched, _touchedCount);
        for (var i = 0; i < row.Count; i++)
        {
            var other = Unsafe.Add(ref others, i);
            ref var head = ref Unsafe.Add(ref sums, (nint)other * ShortStride);
            if (Unsafe.As<float, int>(ref head) == 0)
                touched[touchedCount++] = other;
            ref var pair = ref Unsafe.As<float, double>(ref head);
            pair = (Vector128.CreateScalarUnsafe(pair).AsSingle() + Vector128.MultiplyAddEstimate(factor, Vector128.Create(Unsafe.Add(ref stars, i)), one)).AsDouble().ToScalar();
        }

        _touchedCount = touchedCount;
    }
}
