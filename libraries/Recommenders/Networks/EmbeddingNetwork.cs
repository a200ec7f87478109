using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>
/// What is left of a rating after the biases, from the embeddings p of a user and q of an item: f(p, q) = p·q + w·ReLU(ReLU([p, q, p∘q]·W₁ + c₁)·W₂ + c₂), all parameters in one
/// flat vector.
/// </summary>
/// <remarks>
/// The product has no parameters: it is what a network learns worst by itself (Rendle et al. 2020), and weights of its own would let embeddings be small, and so evade their penalty.
/// </remarks>
internal sealed class EmbeddingNetwork
{
    private readonly DenseLayer _first;
    private readonly DenseLayer _second;
    private readonly int _output;

    public EmbeddingNetwork(int factors, int hidden)
    {
        (Factors, Hidden, Stride) = (factors, hidden, VectorMath.Padded(factors));
        _first = new DenseLayer(0, 3 * Stride, hidden);
        _second = new DenseLayer(_first.End, hidden, (hidden + 1) / 2);
        _output = _second.End;
        Parameters = new float[_output + _second.Stride];
    }

    public int Factors { get; }

    public int Hidden { get; }

    /// <summary>Floats of an embedding with its padding.</summary>
    public int Stride { get; }

    public float[] Parameters { get; }

    public void Initialize(ulong seed)
    {
        _first.Initialize(Parameters, seed);
        // What an embedding is padded with must say nothing, or it would be learned, and lost when the model is saved.
        for (var input = 0; input < _first.Inputs; input++)
        {
            if (input % Stride >= Factors)
                _first.Row(Parameters.AsSpan(), input).Clear();
        }

        _second.Initialize(Parameters, seed);
        for (var unit = 0; unit < _second.Outputs; unit++)
            Parameters[_output + unit] = (float)(CounterRandom.Normal(seed, (ulong)_output, (ulong)unit) / Math.Sqrt(_second.Outputs));
    }

    /// <summary>Memory for so many pairs at once.</summary>
    public EmbeddingBatch CreateBatch(int rows) => new(rows, Stride, _first.Stride, _second.Stride);

    /// <summary>f of the first <paramref name="rows"/> pairs of the batch, into its outputs.</summary>
    public void Forward(EmbeddingBatch batch, int rows)
    {
        var inputs = 3 * Stride;
        for (var row = 0; row < rows; row++)
        {
            var pair = batch.Inputs.AsSpan(row * inputs, inputs);
            ReadOnlySpan<float> user = pair[..Stride], item = pair.Slice(Stride, Stride);
            var product = pair[(2 * Stride)..];
            for (var i = 0; i < product.Length; i++)
                product[i] = user[i] * item[i];
            batch.Outputs[row] = VectorMath.Dot(user, item);
        }

        _first.Forward(Parameters, rows, batch.Inputs, inputs, batch.First);
        Rectify(batch.First.AsSpan(0, rows * _first.Stride));
        _second.Forward(Parameters, rows, batch.First, _first.Stride, batch.Second);
        Rectify(batch.Second.AsSpan(0, rows * _second.Stride));
        for (var row = 0; row < rows; row++)
            batch.Outputs[row] += VectorMath.Dot(batch.Second.AsSpan(row * _second.Stride, _second.Stride), Parameters.AsSpan(_output, _second.Stride));
    }

    /// <summary>After <see cref="Forward"/>: from the slopes of the loss by the outputs to those by the two embeddings of each pair.</summary>
    public void Backward(EmbeddingBatch batch, int rows)
    {
        var inputs = 3 * Stride;
        Span<float> firstSlopes = batch.FirstSlopes.AsSpan(0, rows * _first.Stride), secondSlopes = batch.SecondSlopes.AsSpan(0, rows * _second.Stride);
        secondSlopes.Clear();
        for (var row = 0; row < rows; row++)
            VectorMath.Axpy(batch.OutputSlopes[row], Parameters.AsSpan(_output, _second.Stride), secondSlopes.Slice(row * _second.Stride, _second.Stride));
        ShutWhereRectified(batch.Second, secondSlopes);
        _second.Backward(Parameters, rows, secondSlopes, firstSlopes, _first.Stride);
        ShutWhereRectified(batch.First, firstSlopes);
        _first.Backward(Parameters, rows, firstSlopes, batch.InputSlopes, inputs);
        for (var row = 0; row < rows; row++)
        {
            var values = batch.Inputs.AsSpan(row * inputs, inputs);
            var slopes = batch.InputSlopes.AsSpan(row * inputs, inputs);
            var outputSlope = batch.OutputSlopes[row];
            for (var i = 0; i < Stride; i++)
            {
                var product = outputSlope + slopes[(2 * Stride) + i];
                slopes[i] += product * values[Stride + i];
                slopes[Stride + i] += product * values[i];
            }
        }
    }

    /// <summary>After <see cref="Backward"/>: adds the slopes by all parameters.</summary>
    public void AddGradient(EmbeddingBatch batch, int rows, float[] gradient)
    {
        _first.AddGradient(rows, batch.Inputs, 3 * Stride, batch.FirstSlopes, gradient);
        _second.AddGradient(rows, batch.First, _first.Stride, batch.SecondSlopes, gradient);
        for (var row = 0; row < rows; row++)
            VectorMath.Axpy(batch.OutputSlopes[row], batch.Second.AsSpan(row * _second.Stride, _second.Stride), gradient.AsSpan(_output, _second.Stride));
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
            value = Math.Max(value, 0);
    }

    private static void ShutWhereRectified(ReadOnlySpan<float> rectified, Span<float> slopes)
    {
        for (var i = 0; i < slopes.Length; i++)
            slopes[i] = rectified[i] > 0 ? slopes[i] : 0;
    }
}
