namespace MovieMesh.Datasets.Generated;

/// <summary>Draws an index in proportion to its weight in constant time (Walker 1977, built as Vose 1991).</summary>
internal sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    public AliasTable(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        _keep = new double[weights.Length];
        _alias = new int[weights.Length];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var index = 0; index < weights.Length; index++)
        {
            _keep[index] = weights[index] * weights.Length / total;
            (_keep[index] < 1 ? small : large).Push(index);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _alias[less] = more;
            _keep[more] -= 1 - _keep[less];
            (_keep[more] < 1 ? small : large).Push(more);
        }

        // What is left differs from 1 by rounding alone.
        foreach (var index in small.Concat(large))
        {
            _keep[index] = 1;
        }
    }

    public int Next(ref Randomness random)
    {
        var index = random.Next(_keep.Length);
        return random.NextDouble() < _keep[index] ? index : _alias[index];
    }
}
