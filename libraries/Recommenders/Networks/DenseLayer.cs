using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>
/// A fully connected layer z = Wᵀx + b within a flat vector of parameters: one row of weights for each input, then the row b; rows are padded to whole vectors.
/// </summary>
/// <remarks>
/// One x at a time, inputs that are 0 cost nothing, forward and backward: those of a sparse bag of words, and of units that a ReLU has shut. Many at once, as rows of a matrix,
/// each costs a fraction of one alone.
/// </remarks>
internal readonly record struct DenseLayer(int Start, int Inputs, int Outputs)
{
    public int Stride => VectorMath.Padded(Outputs);

    public int Length => (Inputs + 1) * Stride;

    public int End => Start + Length;

    /// <summary>Draws weights of variance 2/inputs (He et al. 2015); b starts at 0.</summary>
    public void Initialize(Span<float> parameters, ulong seed)
    {
        var scale = Math.Sqrt(2.0 / Inputs);
        for (var input = 0; input < Inputs; input++)
        {
            var row = Row(parameters, input);
            for (var output = 0; output < Outputs; output++)
                row[output] = (float)(scale * CounterRandom.Normal(seed, (ulong)(Start + input), (ulong)output));
        }
    }

    /// <summary>Writes z, padding included.</summary>
    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> z)
    {
        Row(parameters, Inputs).CopyTo(z);
        for (var input = 0; input < Inputs; input++)
        {
            if (x[input] != 0)
                VectorMath.Axpy(x[input], Row(parameters, input), z);
        }
    }

    /// <summary>Adds to the gradient of the parameters what the gradient of z makes of it.</summary>
    public void AddGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dz, Span<float> gradient)
    {
        VectorMath.Axpy(1, dz, Row(gradient, Inputs));
        for (var input = 0; input < Inputs; input++)
        {
            if (x[input] != 0)
                VectorMath.Axpy(x[input], dz, Row(gradient, input));
        }
    }

    /// <summary>Writes the gradient of those inputs that are not 0; 0 for the others.</summary>
    public void Backward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> dz, Span<float> dx)
    {
        for (var input = 0; input < Inputs; input++)
            dx[input] = x[input] == 0 ? 0 : VectorMath.Dot(Row(parameters, input), dz);
    }

    /// <summary>Writes z of several x, those <paramref name="xRow"/> floats apart.</summary>
    public void Forward(ReadOnlySpan<float> parameters, int rows, ReadOnlySpan<float> x, int xRow, Span<float> z)
    {
        for (var row = 0; row < rows; row++)
            Row(parameters, Inputs).CopyTo(z[(row * Stride)..]);
        DenseKernel.Multiply(rows, Inputs, Stride, x, xRow, 1, parameters[Start..], Stride, z, Stride);
    }

    /// <summary>Adds to the gradient of the parameters what the gradients of several z make of it.</summary>
    public void AddGradient(int rows, ReadOnlySpan<float> x, int xRow, ReadOnlySpan<float> dz, Span<float> gradient)
    {
        for (var row = 0; row < rows; row++)
            VectorMath.Axpy(1, dz.Slice(row * Stride, Stride), Row(gradient, Inputs));
        DenseKernel.Multiply(Inputs, rows, Stride, x, 1, xRow, dz, Stride, gradient[Start..], Stride);
    }

    /// <summary>Writes the gradients of all inputs of several x, those <paramref name="dxRow"/> floats apart.</summary>
    public void Backward(ReadOnlySpan<float> parameters, int rows, ReadOnlySpan<float> dz, Span<float> dx, int dxRow)
    {
        dx[..(rows * dxRow)].Clear();
        DenseKernel.MultiplyTransposed(rows, Stride, Inputs, dz, Stride, parameters[Start..], Stride, dx, dxRow);
    }

    public Span<float> Row(Span<float> parameters, int input) => parameters.Slice(Start + (input * Stride), Stride);

    public ReadOnlySpan<float> Row(ReadOnlySpan<float> parameters, int input) => parameters.Slice(Start + (input * Stride), Stride);
}
