using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>What one item and all others add up to over those who rated both, in dense sums: most items share a rater with most others.</summary>
/// <remarks>
/// With x the stars of the item, y those of the other, dx and dy their distance from the user's mean, each other item has n, Σxy, Σx, Σx², Σy, Σy², Σ(x − y)², Σ|x − y|, Σdx², Σdxdy,
/// Σdy², all of one cache line; or, where that is enough, n and Σxy alone. Sums of half stars are exact up to 2²⁴ quarters, so equal ratings give equal similarities.
/// </remarks>
internal sealed class CoRaterSums
{
    /// <summary>How many items' sums are taken out at a time.</summary>
    public const int Chunk = 256;

    private const int LineBytes = 64;
    private const int FullStride = LineBytes / sizeof(float);
    private const int ShortStride = 2;
    private const int PrefetchedLines = 4;

    private readonly bool _isFull;
    private readonly int _stride;
    private readonly float[] _sums;
    private readonly int _start;

    /// <param name="items">How many items there are.</param>
    /// <param name="isFull">Whether all sums are wanted, or n and Σxy alone.</param>
    public unsafe CoRaterSums(int items, bool isFull)
    {
        (_isFull, _stride) = (isFull, isFull ? FullStride : ShortStride);
        _sums = GC.AllocateArray<float>((InWholeChunks(items) * _stride) + FullStride, pinned: true);
        var address = (long)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_sums));
        _start = (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(float);
    }

    /// <summary>The places of the sums of one other item.</summary>
    public const int N = 0, XY = 1, X = 2, XX = 3, Y = 4, YY = 5, SquaredDifference = 6, AbsoluteDifference = 7, DxDx = 8, DxDy = 9, DyDy = 10;

    /// <summary>So many items, rounded up to whole chunks.</summary>
    public static int InWholeChunks(int items) => (items + Chunk - 1) / Chunk * Chunk;

    /// <summary>Asks for the start of a row; the processor sees by itself that the rest follows.</summary>
    public static unsafe void Prefetch(RatingRow ratingsOfUser)
    {
        if (!Sse.IsSupported)
            return;
        ref var others = ref MemoryMarshal.GetReference(ratingsOfUser.Indices);
        ref var stars = ref MemoryMarshal.GetReference(ratingsOfUser.Stars);
        for (var i = 0; i < PrefetchedLines * FullStride; i += FullStride)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref others, i)));
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref stars, i)));
        }
    }

    /// <summary>Adds a rater of the item: her stars for it with her stars for everything she rated.</summary>
    public void Add(RatingRow ratingsOfUser, float stars, float mean)
    {
        if (_isFull)
            AddAll(ratingsOfUser, stars, mean);
        else
            AddProducts(ratingsOfUser, stars);
    }

    /// <summary>Forgets the sums of an item.</summary>
    public void Clear(int other) => _sums.AsSpan(_start + (other * _stride), _stride).Clear();

    /// <summary>Takes the sums of a chunk of items out, for those to go on that have enough common raters; others may be among them.</summary>
    /// <param name="first">The first item of the chunk.</param>
    /// <param name="least">The least n.</param>
    /// <param name="coRaters">Where n is written, for every item of the chunk.</param>
    /// <param name="others">Where the items that go on are written, ascending.</param>
    /// <param name="columns">Where their sums are written, <see cref="Chunk"/> places for each.</param>
    /// <returns>How many items go on.</returns>
    public int TakeOut(int first, float least, Span<float> coRaters, Span<int> others, Span<float> columns)
    {
        var sums = _sums.AsSpan(_start + (first * _stride), Chunk * _stride);
        var count = _isFull ? TakeOutAll(sums, first, least, coRaters, others, columns) : TakeOutProducts(sums, first, coRaters, others, columns);
        sums.Clear();
        return count;
    }

    // Two sums are so quickly dealt with that all go on.
    private static int TakeOutProducts(Span<float> sums, int first, Span<float> coRaters, Span<int> others, Span<float> columns)
    {
        for (var i = 0; i < Chunk; i += VectorMath.Lane)
        {
            var four = MemoryMarshal.Cast<float, ulong>(sums.Slice(i * ShortStride, VectorMath.Lane * ShortStride));
            var (low, high) = (Vector256.Create<ulong>(four), Vector256.Create<ulong>(four[Vector256<ulong>.Count..]));
            var n = Vector256.Narrow(low, high).AsSingle();
            n.CopyTo(coRaters[i..]);
            n.CopyTo(columns[i..]);
            Vector256.Narrow(low >>> 32, high >>> 32).AsSingle().CopyTo(columns[((XY * Chunk) + i)..]);
            Vector256.CreateSequence(first + i, 1).CopyTo(others[i..]);
        }

        return Chunk;
    }

    // Whether n is enough is hard to foresee, so every item is moved to the front, and overwritten by the next if it is not wanted: asking would cost more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TakeOutAll(Span<float> sums, int first, float least, Span<float> coRaters, Span<int> others, Span<float> columns)
    {
        ref var from = ref MemoryMarshal.GetReference(sums);
        ref var to = ref from;
        var count = 0;
        for (var i = 0; i < Chunk; i++)
        {
            var n = coRaters[i] = from;
            others[count] = first + i;
            var (head, tail) = (Vector256.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, DxDx));
            head.StoreUnsafe(ref to);
            tail.StoreUnsafe(ref to, DxDx);
            var wanted = n >= least ? 1 : 0;
            count += wanted;
            from = ref Unsafe.Add(ref from, FullStride);
            to = ref Unsafe.Add(ref to, wanted * FullStride);
        }

        for (var i = 0; i < count; i++)
        {
            var of = sums.Slice(i * FullStride, FullStride);
            for (var column = 0; column <= DyDy; column++)
                columns[(column * Chunk) + i] = of[column];
        }

        return count;
    }

    // Every sum is a polynomial in y, c₀ + y·(c₁ + y·c₂), or in dy, whose coefficients the rater fixes; |x − y| loses its sign afterwards.
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
        for (var i = 0; i < row.Count; i++)
        {
            var y = Vector256.Create(Unsafe.Add(ref stars, i));
            ref var head = ref Unsafe.Add(ref sums, (nint)Unsafe.Add(ref others, i) * FullStride);
            ref var tail = ref Unsafe.Add(ref head, DxDx);
            var first = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(c2, y, c1), y, c0) & unsigned;
            (Vector256.LoadUnsafe(ref head) + first).StoreUnsafe(ref head);
            var dy = y.GetLower() - Vector128.Create(mean);
            var second = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(d2, dy, d1), dy, d0);
            (Vector128.LoadUnsafe(ref tail) + second).StoreUnsafe(ref tail);
        }
    }

    // Inlined, the loop would run out of registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void AddProducts(RatingRow row, float x)
    {
        var (one, factor) = (Vector128.Create(1f, 0, 0, 0), Vector128.Create(0, x, 0, 0));
        ref var sums = ref Unsafe.As<float, double>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sums), _start));
        ref var others = ref MemoryMarshal.GetReference(row.Indices);
        ref var stars = ref MemoryMarshal.GetReference(row.Stars);
        for (var i = 0; i < row.Count; i++)
        {
            ref var pair = ref Unsafe.Add(ref sums, Unsafe.Add(ref others, i));
            pair = (Vector128.CreateScalarUnsafe(pair).AsSingle() + Vector128.MultiplyAddEstimate(factor, Vector128.Create(Unsafe.Add(ref stars, i)), one)).AsDouble().ToScalar();
        }
    }
}
