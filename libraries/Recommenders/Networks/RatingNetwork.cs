using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>
/// What is left of a rating after the biases, from the embeddings u of a user and v of an item: f(u, v) = Σ g·u·v + last(ReLU(second(ReLU(first(u, v))))), all parameters in one
/// flat vector.
/// </summary>
internal sealed class RatingNetwork
{
    private readonly DenseLayer _first;
    private readonly DenseLayer _second;
    private readonly DenseLayer _last;
    private readonly int _gates;

    public RatingNetwork(int factors, int hidden)
    {
        (Factors, Hidden, Stride) = (factors, hidden, VectorMath.Padded(factors));
        _first = new DenseLayer(0, 2 * Stride, hidden);
        _second = new DenseLayer(_first.End, hidden, Math.Max(1, hidden / 2));
        _last = new DenseLayer(_second.End, _second.Outputs, 1);
        _gates = _last.End;
        Parameters = new float[_gates + Stride];
    }

    public int Factors { get; }

    public int Hidden { get; }

    /// <summary>Floats of an embedding with its padding.</summary>
    public int Stride { get; }

    public float[] Parameters { get; }

    public void Initialize(ulong seed)
    {
        foreach (var layer in (ReadOnlySpan<DenseLayer>)[_first, _second, _last])
            layer.Initialize(Parameters, seed);
        Parameters.AsSpan(_gates, Factors).Fill(1);
    }

    /// <summary>f(u, v); what the backward pass needs stays in the scratch memory.</summary>
    public float Forward(ReadOnlySpan<float> user, ReadOnlySpan<float> item, NetworkScratch scratch)
    {
        user.CopyTo(scratch.Input);
        item.CopyTo(scratch.Input.AsSpan(Stride));
        _first.Forward(Parameters, scratch.Input, scratch.First);
        return Rest(user, item, scratch);
    }

    /// <summary>The first layer's answer to an item alone, which <see cref="ForwardFrom"/> starts from.</summary>
    public void Prepare(ReadOnlySpan<float> item, Span<float> prepared)
    {
        _first.Row(Parameters, _first.Inputs).CopyTo(prepared);
        for (var factor = 0; factor < Factors; factor++)
            VectorMath.Axpy(item[factor], _first.Row(Parameters.AsSpan(), Stride + factor), prepared);
    }

    /// <summary>The first layer's answer to a user alone.</summary>
    public void PrepareUser(ReadOnlySpan<float> user, Span<float> prepared)
    {
        prepared.Clear();
        for (var factor = 0; factor < Factors; factor++)
            VectorMath.Axpy(user[factor], _first.Row(Parameters.AsSpan(), factor), prepared);
    }

    /// <summary>f(u, v) from the first layer's answers to both sides.</summary>
    public float ForwardFrom(ReadOnlySpan<float> user, ReadOnlySpan<float> preparedUser, ReadOnlySpan<float> item, ReadOnlySpan<float> preparedItem, NetworkScratch scratch)
    {
        preparedItem.CopyTo(scratch.First);
        VectorMath.Axpy(1, preparedUser, scratch.First);
        return Rest(user, item, scratch);
    }

    public int PreparedLength => _first.Stride;

    /// <summary>Adds the gradient of <paramref name="slope"/>·f to that of the parameters (unless empty) and writes that of both embeddings.</summary>
    public void Backward(ReadOnlySpan<float> user, ReadOnlySpan<float> item, float slope, NetworkScratch scratch, Span<float> gradient, Span<float> userGradient, Span<float> itemGradient)
    {
        scratch.LastGradient[0] = slope;
        _last.Backward(Parameters, scratch.Second, scratch.LastGradient, scratch.SecondGradient);
        _second.Backward(Parameters, scratch.First, scratch.SecondGradient, scratch.FirstGradient);
        _first.Backward(Parameters, scratch.Input, scratch.FirstGradient, scratch.InputGradient);
        if (!gradient.IsEmpty)
        {
            _last.AddGradient(scratch.Second, scratch.LastGradient, gradient);
            _second.AddGradient(scratch.First, scratch.SecondGradient, gradient);
            _first.AddGradient(scratch.Input, scratch.FirstGradient, gradient);
        }

        for (var factor = 0; factor < Factors; factor++)
        {
            var gate = Parameters[_gates + factor];
            userGradient[factor] = scratch.InputGradient[factor] + (slope * gate * item[factor]);
            itemGradient[factor] = scratch.InputGradient[Stride + factor] + (slope * gate * user[factor]);
            if (!gradient.IsEmpty)
                gradient[_gates + factor] += slope * user[factor] * item[factor];
        }
    }

    private float Rest(ReadOnlySpan<float> user, ReadOnlySpan<float> item, NetworkScratch scratch)
    {
        Rectify(scratch.First);
        _second.Forward(Parameters, scratch.First, scratch.Second);
        Rectify(scratch.Second);
        _last.Forward(Parameters, scratch.Second, scratch.Last);
        var sum = scratch.Last[0];
        for (var factor = 0; factor < Factors; factor++)
            sum += Parameters[_gates + factor] * user[factor] * item[factor];
        return sum;
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
            value = Math.Max(value, 0);
    }
}
