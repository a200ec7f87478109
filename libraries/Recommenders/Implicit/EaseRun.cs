using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>The closed form of EASE, by whichever of the two orders is the smaller.</summary>
internal sealed class EaseRun
{
    // What popularity is worth beside the weights: it orders what nothing speaks for, and settles ties.
    private const float PopularityShare = 1e-3f;

    private const int Strip = 16;

    private readonly RatingMatrix _ratings;
    private readonly EaseOptions _options;
    private readonly Interactions _interactions;
    private readonly ParallelOptions _parallel;
    private readonly int[] _head;
    private readonly int[] _places;
    private readonly float[] _userWeights;
    private readonly float[] _penalties;

    public EaseRun(TrainingData data, EaseOptions options, CancellationToken cancellationToken)
    {
        (_ratings, _options) = (data.Ratings, options);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = RowScheduler.Workers(options.DegreeOfParallelism), CancellationToken = cancellationToken };
        _interactions = Interactions.Of(data.Ratings, options.PositiveThreshold, starWeight: 0);
        if (options.ItemFeatures)
            _interactions = _interactions.WithFeatures(data.Items, options.FeatureWeight);
        _head = Array.FindAll(RowScheduler.LongestFirst(_interactions.ByItem.Offsets), item => _interactions.ByItem.Length(item) > 0);
        _head = _head[..Math.Min(_head.Length, options.LargestCatalogue)];
        Array.Sort(_head);
        _places = new int[data.Ratings.Items.Count];
        Array.Fill(_places, -1);
        for (var place = 0; place < _head.Length; place++)
            _places[_head[place]] = place;
        _userWeights = Array.ConvertAll(_interactions.ByUser.Lengths(), count => count == 0 ? 0 : MathF.Pow(count, -options.UserNormalization));
        _userWeights.AsSpan(_interactions.Users.Count).Fill(options.FeatureWeight);
        _penalties = Array.ConvertAll(_head, item => options.Regularization + (options.Dropout / (1 - options.Dropout) * WeightedCount(item)));
    }

    public int InteractionCount => _interactions.Count;

    private CancellationToken CancellationToken => _parallel.CancellationToken;

    public EaseModel Fit()
    {
        var users = Enumerable.Range(0, _userWeights.Length).Where(user => _interactions.ByUser.Length(user) > 0).ToArray();
        var weights = users.Length < _head.Length ? FitByUsers(users) : FitByItems();
        var popularity = Array.ConvertAll(_interactions.UsersByItem(), count => PopularityShare * count / _interactions.Users.Count);
        var facts = ModelFacts.Of((_options.ItemFeatures ? EaseTrainer.WithFeatures : EaseTrainer.Definition).Name, _ratings, trainRmse: 0);
        var (userOffsets, userItems) = (_interactions.ByUser.Offsets[..(_interactions.Users.Count + 1)], _interactions.ByUser.Columns[.._interactions.Count]);
        return new EaseModel(facts, _head, popularity, weights, userOffsets, userItems, _options.PositiveThreshold);
    }

    private float WeightedCount(int item)
    {
        var sum = 0f;
        foreach (var user in _interactions.ByItem[item].Indices)
            sum += _userWeights[user];
        return sum;
    }

    // P = (XᵀWX + Λ)⁻¹ itself.
    private ItemWeights FitByItems()
    {
        var n = _head.Length;
        var ld = SymmetricInverse.LeadingDimension(n);
        var p = new float[checked(n * ld)];
        Parallel.For(0, n, _parallel, i =>
        {
            var row = p.AsSpan(i * ld, ld);
            foreach (var user in _interactions.ByItem[_head[i]].Indices)
            {
                var weight = _userWeights[user];
                foreach (var item in _interactions.ByUser[user].Indices)
                {
                    if (_places[item] >= i)
                        row[_places[item]] += weight;
                }
            }

            row[i] += _penalties[i];
        });
        SymmetricInverse.Invert(p, n, ld, _parallel.MaxDegreeOfParallelism, CancellationToken);
        var diagonal = new float[n];
        for (var i = 0; i < n; i++)
            diagonal[i] = p[(i * ld) + i];
        return Collect(diagonal, (first, count, rows) =>
        {
            for (var j = 0; j < count; j++)
                p.AsSpan((first + j) * ld, n).CopyTo(rows.AsSpan(j * n, n));
        });
    }

    // Λ^½·P·Λ^½ = I − Zᵀ(I + ZZᵀ)⁻¹Z with Z = W^½·X·Λ^−½, of which only the users' side is inverted.
    private ItemWeights FitByUsers(int[] users)
    {
        var (n, u) = (_head.Length, users.Length);
        var ld = SymmetricInverse.LeadingDimension(u);
        var userPlaces = new int[_userWeights.Length];
        for (var place = 0; place < u; place++)
            userPlaces[users[place]] = place;
        var roots = Array.ConvertAll(users, user => MathF.Sqrt(_userWeights[user]));
        var inverse = new float[checked(u * ld)];
        Parallel.For(0, u, _parallel, r =>
        {
            var row = inverse.AsSpan(r * ld, ld);
            foreach (var item in _interactions.ByUser[users[r]].Indices)
            {
                if (_places[item] < 0)
                    continue;
                foreach (var other in _interactions.ByItem[item].Indices)
                {
                    if (userPlaces[other] >= r)
                        row[userPlaces[other]] += 1 / _penalties[_places[item]];
                }
            }

            for (var c = r; c < u; c++)
                row[c] *= roots[r] * roots[c];
            row[r] += 1;
        });
        SymmetricInverse.Invert(inverse, u, ld, _parallel.MaxDegreeOfParallelism, CancellationToken);

        // Column places and values of Z, item by item.
        var starts = new int[n + 1];
        for (var i = 0; i < n; i++)
            starts[i + 1] = starts[i] + _interactions.ByItem.Length(_head[i]);
        var (raters, values) = (new int[starts[n]], new float[starts[n]]);
        Parallel.For(0, n, _parallel, i =>
        {
            var next = starts[i];
            foreach (var user in _interactions.ByItem[_head[i]].Indices)
                (raters[next], values[next++]) = (userPlaces[user], roots[userPlaces[user]] / MathF.Sqrt(_penalties[i]));
        });

        var diagonal = new float[n];
        Parallel.For(0, n, _parallel, i =>
        {
            var sum = 0f;
            for (var x = starts[i]; x < starts[i + 1]; x++)
            {
                for (var y = starts[i]; y < starts[i + 1]; y++)
                    sum += values[x] * inverse[(raters[x] * ld) + raters[y]] * values[y];
            }

            diagonal[i] = (1 - sum) / _penalties[i];
        });
        return Collect(diagonal, (first, count, rows) =>
        {
            // mixed[v][j] = ((I + ZZᵀ)⁻¹ z_j)_v for the strip's items j, so that each rater of an item is one vector.
            var mixed = new float[u * Strip];
            for (var j = 0; j < count; j++)
            {
                for (var x = starts[first + j]; x < starts[first + j + 1]; x++)
                {
                    var source = inverse.AsSpan(raters[x] * ld, u);
                    for (var v = 0; v < source.Length; v++)
                        mixed[(v * Strip) + j] += values[x] * source[v];
                }
            }

            Span<float> sums = stackalloc float[Strip];
            for (var i = 0; i < n; i++)
            {
                Mix(raters.AsSpan(starts[i]..starts[i + 1]), values.AsSpan(starts[i]..starts[i + 1]), mixed, sums);
                for (var j = 0; j < count; j++)
                    rows[(j * n) + i] = -sums[j] / MathF.Sqrt(_penalties[i] * _penalties[first + j]);
            }
        });
    }

    /// <summary>B_ij = −P_ij/P_jj from rows of P (which is symmetric), a strip of columns j at a time.</summary>
    /// <param name="diagonal">The diagonal of P.</param>
    /// <param name="fill">Writes rows first…first+count−1 of P; the diagonal does not matter.</param>
    private ItemWeights Collect(float[] diagonal, Action<int, int, float[]> fill)
    {
        var n = _head.Length;
        var kept = _options.WeightsPerItem == 0 ? n : Math.Min(_options.WeightsPerItem, n);
        var dense = kept < n ? [] : new float[checked(n * n)];
        var (sources, weights) = (new int[n][], new float[n][]);
        Parallel.For(0, (n + Strip - 1) / Strip, _parallel, () => (Rows: new float[Strip * n], Keys: new float[n], Items: new int[n]), (strip, _, scratch) =>
        {
            var (first, count) = (strip * Strip, Math.Min(Strip, n - (strip * Strip)));
            fill(first, count, scratch.Rows);
            for (var j = 0; j < count; j++)
            {
                var column = scratch.Rows.AsSpan(j * n, n);
                foreach (ref var weight in column)
                    weight /= -diagonal[first + j];
                column[first + j] = 0;
                if (kept == n)
                {
                    for (var i = 0; i < n; i++)
                        dense[(i * n) + first + j] = column[i];
                }
                else
                {
                    (sources[first + j], weights[first + j]) = Largest(column, kept, scratch.Keys, scratch.Items);
                }
            }

            return scratch;
        }, _ => { });
        return kept == n ? new ItemWeights(n, [], [], dense) : ItemWeights.FromColumns(n, sources, weights);
    }

    private static (int[] Sources, float[] Weights) Largest(ReadOnlySpan<float> column, int count, float[] keys, int[] items)
    {
        var top = new TopK(keys.AsSpan(0, count), items.AsSpan(0, count));
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] != 0)
                top.Offer(MathF.Abs(column[i]), i);
        }

        var sources = items[..top.Count];
        Array.Sort(sources);
        var weights = new float[sources.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = column[sources[i]];
        return (sources, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(ReadOnlySpan<int> raters, ReadOnlySpan<float> values, ReadOnlySpan<float> mixed, Span<float> sums)
    {
        var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
        ref var m = ref MemoryMarshal.GetReference(mixed);
        for (var x = 0; x < raters.Length; x++)
        {
            var value = Vector256.Create(values[x]);
            low = Vector256.MultiplyAddEstimate(value, Vector256.LoadUnsafe(ref m, (nuint)(raters[x] * Strip)), low);
            high = Vector256.MultiplyAddEstimate(value, Vector256.LoadUnsafe(ref m, (nuint)((raters[x] * Strip) + VectorMath.Lane)), high);
        }

        low.CopyTo(sums);
        high.CopyTo(sums[VectorMath.Lane..]);
    }
}
