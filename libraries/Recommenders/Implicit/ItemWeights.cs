using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>The item-to-item weights B of a linear model: what each liked item adds to the scores of others. Dense rows, or the entries that are kept.</summary>
/// <param name="order">The number of items n.</param>
/// <param name="offsets">Where rows start; empty when all n² entries are there.</param>
/// <param name="targets">The columns of the entries, ascending within a row; empty when all are there.</param>
/// <param name="weights">The entries.</param>
internal sealed class ItemWeights(int order, int[] offsets, int[] targets, float[] weights)
{
    private bool IsDense => offsets.Length == 0;

    /// <summary>scores ← scores + scale · row of the item.</summary>
    public void AddTo(int item, Span<float> scores, float scale = 1)
    {
        if (IsDense)
        {
            VectorMath.Axpy(scale, weights.AsSpan(item * order, order), scores);
            return;
        }

        for (var i = offsets[item]; i < offsets[item + 1]; i++)
            scores[targets[i]] += scale * weights[i];
    }

    /// <summary>The same, with the scores of the n items at certain places of a longer span.</summary>
    public void AddTo(int item, ReadOnlySpan<int> places, Span<float> scores, float scale)
    {
        if (IsDense)
        {
            for (var target = 0; target < order; target++)
                scores[places[target]] += scale * weights[(item * order) + target];
            return;
        }

        for (var i = offsets[item]; i < offsets[item + 1]; i++)
            scores[places[targets[i]]] += scale * weights[i];
    }

    public float this[int item, int target]
    {
        get
        {
            if (IsDense)
                return weights[(item * order) + target];
            var found = Array.BinarySearch(targets, offsets[item], offsets[item + 1] - offsets[item], target);
            return found < 0 ? 0 : weights[found];
        }
    }

    /// <summary>Entries given by column, at most so many a column, sorted into rows.</summary>
    public static ItemWeights FromColumns(int order, int[][] sources, float[][] weights)
    {
        var offsets = new int[order + 1];
        foreach (var column in sources)
        {
            foreach (var source in column)
                offsets[source + 1]++;
        }

        for (var row = 0; row < order; row++)
            offsets[row + 1] += offsets[row];
        var next = offsets.AsSpan(0, order).ToArray();
        var (targets, values) = (new int[offsets[order]], new float[offsets[order]]);
        for (var column = 0; column < order; column++)
        {
            for (var i = 0; i < sources[column].Length; i++)
            {
                var place = next[sources[column][i]]++;
                (targets[place], values[place]) = (column, weights[column][i]);
            }
        }

        return new ItemWeights(order, offsets, targets, values);
    }

    public static ItemWeights Read(ModelReader reader, int order)
    {
        if (reader.Read<byte>() == 0)
            return new ItemWeights(order, [], [], reader.ReadArray<float>(checked(order * order)));
        var offsets = reader.ReadArray<int>(order + 1);
        for (var row = 0; row < order; row++)
        {
            if (offsets[0] != 0 || offsets[row + 1] < offsets[row])
                throw new InvalidDataException("The model is damaged: its rows overlap.");
        }

        var targets = reader.ReadArray<int>(offsets[order]);
        foreach (var target in targets)
        {
            if ((uint)target >= (uint)order)
                throw new InvalidDataException("The model is damaged: it weighs an item that is not there.");
        }

        return new ItemWeights(order, offsets, targets, reader.ReadArray<float>(targets.Length));
    }

    public void Write(ModelWriter writer)
    {
        writer.Write((byte)(IsDense ? 0 : 1));
        writer.WriteArray<int>(offsets);
        writer.WriteArray<int>(targets);
        writer.WriteArray<float>(weights);
    }
}
