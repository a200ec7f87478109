using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>Σxy and n of one row with all others: dense sums without a list of what was touched, because sweeping them eight at a time is cheaper than keeping one.</summary>
internal sealed class CoRatingSums(int rows)
{
    /// <summary>By row: Σxy; padded with zeros to whole vectors.</summary>
    public float[] Products { get; } = new float[VectorMath.Padded(rows)];

    /// <summary>By row: the number of columns in common, exact up to 2²⁴.</summary>
    public float[] Counts { get; } = new float[VectorMath.Padded(rows)];

    /// <summary>Adds a column in which the row has the value x and others have the values y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(RatingRow column, float x)
    {
        ref var products = ref MemoryMarshal.GetArrayDataReference(Products);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(Counts);
        var others = column.Indices;
        ref var values = ref MemoryMarshal.GetReference(column.Stars);
        for (var i = 0; i < others.Length; i++)
        {
            var other = others[i];
            Unsafe.Add(ref products, other) += x * Unsafe.Add(ref values, i);
            Unsafe.Add(ref counts, other) += 1;
        }
    }

    /// <summary>Turns the sums into n over the size of the union, for rows with so many entries.</summary>
    public void MakeShares(int entries, ReadOnlySpan<int> counts)
    {
        for (var row = 0; row < counts.Length; row++)
            Products[row] = Counts[row] == 0 ? 0 : Counts[row] / (entries + counts[row] - Counts[row]);
    }

    /// <summary>
    /// Offers all rows with enough in common and a positive similarity Σxy·scale·scales[row]·n/(n + s) to a list, and clears the sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OfferAndClear(float scale, ReadOnlySpan<float> paddedScales, float shrinkage, float minimumCommon, int excluded, ref TopK top)
    {
        ref var products = ref MemoryMarshal.GetArrayDataReference(Products);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(Counts);
        ref var scales = ref MemoryMarshal.GetReference(paddedScales[..Products.Length]);
        var (factor, shrink, least) = (Vector256.Create(scale), Vector256.Create(shrinkage), Vector256.Create(minimumCommon));
        for (nuint i = 0; i < (nuint)Products.Length; i += VectorMath.Lane)
        {
            var n = Vector256.LoadUnsafe(ref counts, i);
            var product = Vector256.LoadUnsafe(ref products, i);
            if (!Vector256.GreaterThanAny(n, Vector256<float>.Zero))
                continue;
            Vector256<float>.Zero.StoreUnsafe(ref counts, i);
            Vector256<float>.Zero.StoreUnsafe(ref products, i);
            var similarity = product * factor * Vector256.LoadUnsafe(ref scales, i) * (n / (n + shrink));
            var wanted = Vector256.GreaterThanOrEqual(n, least) & Vector256.GreaterThan(similarity, Vector256.Create(top.Worst));
            for (var bits = wanted.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var lane = System.Numerics.BitOperations.TrailingZeroCount(bits);
                if ((int)i + lane != excluded)
                    top.Offer(similarity[lane], (int)i + lane);
            }
        }
    }
}
