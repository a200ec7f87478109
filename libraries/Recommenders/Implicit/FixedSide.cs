using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Implicit;

/// <summary>
/// The side of the factors that stands still while the other is solved: its table, turned so that its Gramian is diagonal, and the weights of the loss.
/// </summary>
/// <remarks>
/// The loss does not change when both sides are turned by the same rotation, so the axes may be chosen: with those of the Gramian VᵀV = QΛQᵀ, what all the
/// unobserved pairs and the penalty add to a row's normal equations is diagonal, D = α₀Λ + λ·(n + α₀·N)^ν, and inverted at no cost. That is what makes the
/// dual form cheap for rows of any length n, although the penalty is another for each.
/// </remarks>
internal sealed class FixedSide(FactorTable table, float[] eigenvalues, float unobservedWeight, float regularization, float exponent)
{
    public FactorTable Table { get; } = table;

    /// <summary>Largest first, one for each factor.</summary>
    public float[] Eigenvalues { get; } = eigenvalues;

    /// <summary>λ·(n + α₀·N)^ν.</summary>
    public float PenaltyOf(int count)
    {
        var size = count + (unobservedWeight * Table.Rows);
        return regularization * (exponent == 1 ? size : MathF.Pow(size, exponent));
    }

    /// <summary>D for a row of so many interactions.</summary>
    public void DiagonalFor(int count, Span<float> diagonal)
    {
        var penalty = PenaltyOf(count);
        for (var factor = 0; factor < Eigenvalues.Length; factor++)
            diagonal[factor] = (unobservedWeight * Eigenvalues[factor]) + penalty;
    }

    /// <summary>The same settings with a copy of the table as it is now.</summary>
    public FixedSide Copy()
    {
        var copy = new FactorTable(Table.Rows, Table.Factors);
        Table.CopyTo(copy);
        return With(copy);
    }

    /// <summary>The same for another copy of the table.</summary>
    public FixedSide With(FactorTable copy) => new(copy, Eigenvalues, unobservedWeight, regularization, exponent);

    /// <summary>Turns the table to the axes of its Gramian; <paramref name="follower"/>, when given, is turned by the same rotation.</summary>
    public static FixedSide Align(FactorTable table, FactorTable? follower, float regularization, IalsOptions options)
    {
        var workers = RowScheduler.Workers(options.DegreeOfParallelism);
        var gramian = TableOperations.Gramian(table, workers);
        var values = new double[table.Factors];
        SymmetricEigen.Decompose(gramian, table.Factors, values);
        var rotation = TableOperations.Rotation(gramian, table.Factors);
        TableOperations.Rotate(table, rotation, workers);
        if (follower is not null)
            TableOperations.Rotate(follower, rotation, workers);
        return new FixedSide(table, Array.ConvertAll(values, value => (float)Math.Max(0, value)), options.UnobservedWeight, regularization, options.RegularizationExponent);
    }

    public static FixedSide Read(ModelReader reader, FactorTable table) =>
        new(table, reader.ReadArray<float>(table.Factors), reader.Read<float>(), reader.Read<float>(), reader.Read<float>());

    public void Write(ModelWriter writer)
    {
        writer.WriteArray<float>(Eigenvalues);
        writer.Write(unobservedWeight);
        writer.Write(regularization);
        writer.Write(exponent);
    }
}
