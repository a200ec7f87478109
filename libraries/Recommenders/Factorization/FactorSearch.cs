using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Finds the items with the largest scores, exactly, without scoring them all.</summary>
/// <remarks>
/// <para>The items' vectors are turned to the axes of their Gramian, where the first few coordinates hold most of every inner product, and stored longest
/// first in slivers of 16. A sliver is passed over when the inequality of Cauchy and Schwarz says that none of its items can reach the worst score kept
/// so far: first by the lengths alone, then by the first 16 coordinates and the length of the rest; only then is the inner product completed. What comes
/// within the rounding error of that score is scored once more as <see cref="RecommenderModel.Score"/> does, so that lists are those of a full scan to the
/// last bit. The idea is that of LEMP (Teflioudi, Gemulla and Mykytiuk, SIGMOD 2015) and FEXIPRO (Li, Chan, Yiu and Mamoulis, SIGMOD 2017).</para>
/// <para>Memory: 4·(k + 3) bytes per item. Immutable.</para>
/// </remarks>
internal sealed class FactorSearch
{
    private const int Sliver = 16;
    private const int Lead = 16;
    private const float RoundOff = 5.9604645e-8f;

    private readonly FactorTable _items;
    private readonly float[] _uncertainties;
    private readonly int[] _ratingCounts;
    private readonly float[] _rotation;
    private readonly int _leading;
    private readonly int _rest;
    private readonly int[] _order;
    private readonly float[] _leads;
    private readonly float[] _rests;
    private readonly float[] _biases;
    private readonly float[] _margins;
    private readonly float[] _restNorms;
    private readonly float[] _maxNorms;
    private readonly float[] _maxBiases;
    private readonly float[] _minMargins;
    private readonly float _largestBias;
    private readonly float _largestMargin;

    public FactorSearch(FactorTable items, float[] uncertainties, int[] ratingCounts)
    {
        (_items, _uncertainties, _ratingCounts) = (items, uncertainties, ratingCounts);
        var stride = items.Stride;
        (_leading, _rest) = (Math.Min(Lead, stride), stride - Math.Min(Lead, stride));
        _rotation = Axes(items);
        var turned = new FactorTable(items.Rows, items.Factors);
        items.CopyTo(turned);
        TableOperations.Rotate(turned, _rotation, Environment.ProcessorCount);

        var norms = new float[items.Rows];
        for (var item = 0; item < norms.Length; item++)
            norms[item] = Norm(turned.PaddedRow(item));
        _order = new int[(items.Rows + Sliver - 1) & -Sliver];
        _order.AsSpan().Fill(-1);
        for (var item = 0; item < items.Rows; item++)
            _order[item] = item;
        var negated = Array.ConvertAll(norms, norm => -norm);
        Array.Sort(negated, _order, 0, items.Rows);

        SliverCount = _order.Length / Sliver;
        (_leads, _rests) = (new float[_order.Length * _leading], new float[_order.Length * _rest]);
        (_biases, _margins, _restNorms) = (new float[_order.Length], new float[_order.Length], new float[_order.Length]);
        (_maxNorms, _maxBiases, _minMargins) = (new float[SliverCount], new float[SliverCount], new float[SliverCount]);
        for (var sliver = 0; sliver < SliverCount; sliver++)
        {
            (_maxBiases[sliver], _minMargins[sliver]) = (float.NegativeInfinity, float.PositiveInfinity);
            for (var lane = 0; lane < Sliver; lane++)
                Place(turned, norms, sliver, lane);
        }

        for (var slot = 0; slot < items.Rows; slot++)
            (_largestBias, _largestMargin) = (Math.Max(_largestBias, MathF.Abs(_biases[slot])), Math.Max(_largestMargin, _margins[slot]));
    }

    /// <summary>The number of slivers, the units of <see cref="Scan"/>.</summary>
    public int SliverCount { get; }

    /// <summary>Begins a search.</summary>
    /// <param name="query">The user.</param>
    /// <param name="count">The length of the list, ≥ 1.</param>
    /// <param name="excluded">Item indices to leave out, ascending.</param>
    /// <param name="allows">Says of an item index whether it may be in the list; null allows all.</param>
    /// <param name="ranking">How to order.</param>
    public FactorSearchState Begin(FactorQuery query, int count, int[] excluded, Func<int, bool>? allows, RankingOptions ranking)
    {
        var turned = (float[])query.PaddedFactors.Clone();
        RowRotation.Apply(turned, turned.Length, _rotation, new float[4 * turned.Length]);
        var norm = Norm(turned);
        return new FactorSearchState
        {
            Query = query,
            Turned = turned,
            Norm = norm,
            RestNorm = Norm(turned.AsSpan(_leading)),
            // An inner product is off by at most k·ε·‖q‖·‖v‖ either way, a turned vector by √k times that; the constants by an ε of their own size each.
            RelativeSlack = 4 * RoundOff * turned.Length * MathF.Sqrt(turned.Length) * norm,
            Slack = 8 * RoundOff * (MathF.Abs(query.Offset) + _largestBias + (ranking.Caution * _largestMargin)),
            Scores = new float[count],
            Keys = new int[count],
            Excluded = excluded,
            Allows = allows,
            Caution = ranking.Caution,
            MinimumRatings = ranking.MinimumRatings,
        };
    }

    /// <summary>Offers the items of the slivers from <paramref name="first"/> to before <paramref name="end"/> to the search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(FactorSearchState search, int first, int end)
    {
        var top = new TopK(search.Scores, search.Keys, search.Count);
        ref var query = ref MemoryMarshal.GetArrayDataReference(search.Turned);
        var (offset, caution, restNorm) = (Vector256.Create(search.Query.Offset), Vector256.Create(-search.Caution), Vector256.Create(search.RestNorm));
        for (var sliver = first; sliver < end; sliver++)
        {
            var slack = (search.RelativeSlack * _maxNorms[sliver]) + search.Slack;
            var least = top.Threshold - slack;
            if ((search.Norm * _maxNorms[sliver]) + search.Query.Offset + _maxBiases[sliver] - (search.Caution * _minMargins[sliver]) < least)
                continue;

            var slot = (nuint)(sliver * Sliver);
            ref var biases = ref MemoryMarshal.GetArrayDataReference(_biases);
            ref var margins = ref MemoryMarshal.GetArrayDataReference(_margins);
            var low = Vector256.MultiplyAddEstimate(caution, Vector256.LoadUnsafe(ref margins, slot), offset + Vector256.LoadUnsafe(ref biases, slot));
            var high = Vector256.MultiplyAddEstimate(caution, Vector256.LoadUnsafe(ref margins, slot + 8), offset + Vector256.LoadUnsafe(ref biases, slot + 8));
            Add(ref query, ref MemoryMarshal.GetArrayDataReference(_leads), (int)slot * _leading, _leading, ref low, ref high);
            var threshold = Vector256.Create(least);
            if (_rest > 0)
            {
                ref var norms = ref MemoryMarshal.GetArrayDataReference(_restNorms);
                var lowBound = Vector256.MultiplyAddEstimate(restNorm, Vector256.LoadUnsafe(ref norms, slot), low);
                var highBound = Vector256.MultiplyAddEstimate(restNorm, Vector256.LoadUnsafe(ref norms, slot + 8), high);
                if (!Vector256.GreaterThanOrEqualAny(lowBound, threshold) && !Vector256.GreaterThanOrEqualAny(highBound, threshold))
                    continue;
                Add(ref Unsafe.Add(ref query, _leading), ref MemoryMarshal.GetArrayDataReference(_rests), (int)slot * _rest, _rest, ref low, ref high);
            }

            var hits = Vector256.GreaterThanOrEqual(low, threshold).ExtractMostSignificantBits() | (Vector256.GreaterThanOrEqual(high, threshold).ExtractMostSignificantBits() << 8);
            for (; hits != 0; hits &= hits - 1)
                Offer(search, ref top, _order[(int)slot + System.Numerics.BitOperations.TrailingZeroCount(hits)]);
        }

        search.Count = top.Count;
    }

    private void Offer(FactorSearchState search, ref TopK top, int item)
    {
        if (item < 0 || _ratingCounts[item] < search.MinimumRatings || Array.BinarySearch(search.Excluded, item) >= 0)
            return;
        var score = search.ScoreOf(item) - (search.Caution * _uncertainties[item]);
        if (score >= top.Threshold && search.Allows?.Invoke(item) != false)
            top.Offer(score, item);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float query, ref float values, int start, int length, ref Vector256<float> low, ref Vector256<float> high)
    {
        // Two chains for each half, lest each addition waits for the one before. Lengths are multiples of 8.
        ref var v = ref Unsafe.Add(ref values, start);
        var (a0, a1, b0, b1) = (low, high, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var f = 0; f < length; f += 2)
        {
            var x = Vector256.Create(Unsafe.Add(ref query, f));
            var y = Vector256.Create(Unsafe.Add(ref query, f + 1));
            a0 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref v), a0);
            a1 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref v, 8), a1);
            b0 = Vector256.MultiplyAddEstimate(y, Vector256.LoadUnsafe(ref v, 16), b0);
            b1 = Vector256.MultiplyAddEstimate(y, Vector256.LoadUnsafe(ref v, 24), b1);
            v = ref Unsafe.Add(ref v, 2 * Sliver);
        }

        (low, high) = (a0 + b0, a1 + b1);
    }

    private static float[] Axes(FactorTable items)
    {
        var gramian = TableOperations.Gramian(items, Environment.ProcessorCount);
        var values = new double[items.Factors];
        SymmetricEigen.Decompose(gramian, items.Factors, values);
        return TableOperations.Rotation(gramian, items.Factors);
    }

    private static float Norm(ReadOnlySpan<float> vector) => MathF.Sqrt(VectorMath.Dot(vector, vector)) * 1.000001f;

    private void Place(FactorTable turned, float[] norms, int sliver, int lane)
    {
        var slot = (sliver * Sliver) + lane;
        var item = _order[slot];
        if (item < 0)
        {
            _biases[slot] = float.NegativeInfinity;
            return;
        }

        var vector = turned.PaddedRow(item);
        for (var f = 0; f < _leading; f++)
            _leads[(((sliver * _leading) + f) * Sliver) + lane] = vector[f];
        for (var f = 0; f < _rest; f++)
            _rests[(((sliver * _rest) + f) * Sliver) + lane] = vector[_leading + f];
        (_biases[slot], _margins[slot], _restNorms[slot]) = (_items.Biases[item], _uncertainties[item], Norm(vector[_leading..]));
        _maxNorms[sliver] = Math.Max(_maxNorms[sliver], norms[item]);
        _maxBiases[sliver] = Math.Max(_maxBiases[sliver], _biases[slot]);
        _minMargins[sliver] = Math.Min(_minMargins[sliver], _margins[slot]);
    }
}
