using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>The rows of one side in each of S kept sweeps: a row's S blocks of k factors stand one after another, so that the mean of S inner products is one long one.</summary>
internal sealed class SampleTable(int rows, int samples, int factors)
{
    public int Rows { get; } = rows;

    public int Samples { get; } = samples;

    public int Factors { get; } = factors;

    /// <summary>Floats from one sample of a row to the next.</summary>
    public int Stride { get; } = VectorMath.Padded(factors);

    /// <summary>Rows of S·stride floats; the bias of a row is its mean over the samples.</summary>
    public FactorTable Vectors { get; private init; } = new(rows, checked(samples * VectorMath.Padded(factors)));

    /// <summary>The biases, those of a row side by side.</summary>
    public float[] Biases { get; private init; } = new float[checked(rows * samples)];

    /// <summary>By row: how far scores stray when rows are drawn from around the kept means, squared, a mean over the samples and over the other side. Zero where draws were kept.</summary>
    public float[] Spreads { get; private init; } = new float[rows];

    public ReadOnlySpan<float> Block(int row, int sample) => Vectors.PaddedRow(row).Slice(sample * Stride, Stride);

    public float Bias(int row, int sample) => Biases[(row * Samples) + sample];

    public ReadOnlySpan<float> BiasesOf(int row) => Biases.AsSpan(row * Samples, Samples);

    /// <summary>Takes over the rows as they are in one of the kept sweeps.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="sample">The sweep, from 0.</param>
    /// <param name="draws">Where the rows are means, the draws around them.</param>
    /// <param name="others">The other side, with draws.</param>
    public void Keep(RowTable table, int sample, RowTable? draws = null, ColumnMoments? others = null)
    {
        for (var row = 0; row < Rows; row++)
        {
            table.Row(row)[..Factors].CopyTo(Vectors.PaddedRow(row)[(sample * Stride)..]);
            Biases[(row * Samples) + sample] = table.Bias(row);
            Vectors.Biases[row] += table.Bias(row) / Samples;
            if (draws is not null && others is not null)
                Spreads[row] += others.SpreadOf(table.Row(row), draws.Row(row)) / Samples;
        }
    }

    public static SampleTable Read(ModelReader reader, int rows, int samples, int factors)
    {
        var stride = (long)samples * VectorMath.Padded(factors);
        if (rows * stride > int.MaxValue)
            throw new InvalidDataException("The model is damaged: it claims an impossible size.");
        return new SampleTable(rows, samples, factors, FactorTable.Read(reader, rows, (int)stride), reader.ReadArray<float>(rows * samples), reader.ReadArray<float>(rows));
    }

    private SampleTable(int rows, int samples, int factors, FactorTable vectors, float[] biases, float[] spreads)
        : this(0, samples, factors) => (Rows, Vectors, Biases, Spreads) = (rows, vectors, biases, spreads);

    public void Write(ModelWriter writer)
    {
        Vectors.Write(writer);
        writer.WriteArray<float>(Biases);
        writer.WriteArray<float>(Spreads);
    }
}
