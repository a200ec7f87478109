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

    public ReadOnlySpan<float> Block(int row, int sample) => Vectors.PaddedRow(row).Slice(sample * Stride, Stride);

    public float Bias(int row, int sample) => Biases[(row * Samples) + sample];

    public ReadOnlySpan<float> BiasesOf(int row) => Biases.AsSpan(row * Samples, Samples);

    /// <summary>Takes over the rows as they are in one of the kept sweeps.</summary>
    public void Keep(RowTable table, int sample)
    {
        for (var row = 0; row < Rows; row++)
        {
            table.Row(row)[..Factors].CopyTo(Vectors.PaddedRow(row)[(sample * Stride)..]);
            Biases[(row * Samples) + sample] = table.Bias(row);
            Vectors.Biases[row] += table.Bias(row) / Samples;
        }
    }

    public static SampleTable Read(ModelReader reader, int rows, int samples, int factors)
    {
        var stride = (long)samples * VectorMath.Padded(factors);
        if (rows * stride > int.MaxValue)
            throw new InvalidDataException("The model is damaged: it claims an impossible size.");
        return new SampleTable(rows, samples, factors, FactorTable.Read(reader, rows, (int)stride), reader.ReadArray<float>(rows * samples));
    }

    private SampleTable(int rows, int samples, int factors, FactorTable vectors, float[] biases)
        : this(rows, samples, factors) => (Vectors, Biases) = (vectors, biases);

    public void Write(ModelWriter writer)
    {
        Vectors.Write(writer);
        writer.WriteArray<float>(Biases);
    }
}
