using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>
/// The autoencoder: x → ReLU(W x) → (mean, log-variance) → z = mean + ε·e^(log-variance/2) → ReLU(W z) → logits, whose softmax over the pieces, and over the words, should be the
/// shares that x has of them. All parameters in one flat vector, the encoder's first.
/// </summary>
internal sealed class VaeNetwork
{
    private const float LargestLogVariance = 8;

    private readonly DenseLayer _encode;
    private readonly DenseLayer _mean;
    private readonly DenseLayer _logVariance;
    private readonly DenseLayer _decode;
    private readonly DenseLayer _logits;

    public VaeNetwork(int pieces, int words, int hidden, int factors)
    {
        (Pieces, Words, Hidden, Factors) = (pieces, words, hidden, factors);
        _encode = new DenseLayer(0, pieces + words, hidden);
        _mean = new DenseLayer(_encode.End, hidden, factors);
        _logVariance = new DenseLayer(_mean.End, hidden, factors);
        _decode = new DenseLayer(_logVariance.End, factors, hidden);
        _logits = new DenseLayer(_decode.End, hidden, pieces + words);
        Parameters = new float[_logits.End];
    }

    public int Pieces { get; }

    public int Words { get; }

    public int Hidden { get; }

    public int Factors { get; }

    public float[] Parameters { get; }

    /// <summary>How many of the parameters it takes to encode.</summary>
    public int EncoderLength => _mean.End;

    public void Initialize(ulong seed)
    {
        foreach (var layer in (ReadOnlySpan<DenseLayer>)[_encode, _mean, _logVariance, _decode, _logits])
            layer.Initialize(Parameters, seed);

        // Small at first, so that training begins near the shares that all movies have in common.
        foreach (ref var value in Parameters.AsSpan(_logVariance.Start, _logVariance.Length))
            value *= 0.1f;
    }

    /// <summary>The mean of z: the movie's vector.</summary>
    public void Encode(ReadOnlySpan<float> x, VaeScratch scratch, Span<float> mean)
    {
        _encode.Forward(Parameters, x, scratch.Hidden);
        Rectify(scratch.Hidden);
        _mean.Forward(Parameters, scratch.Hidden, scratch.Mean);
        scratch.Mean.AsSpan(0, Factors).CopyTo(mean);
    }

    /// <summary>The loss of one movie, in nats: what it takes to say x given z, and how far z's distribution is from a standard normal one.</summary>
    public (double Reconstruction, double Kl) Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> noise, VaeScratch scratch)
    {
        _encode.Forward(Parameters, x, scratch.Hidden);
        Rectify(scratch.Hidden);
        _mean.Forward(Parameters, scratch.Hidden, scratch.Mean);
        _logVariance.Forward(Parameters, scratch.Hidden, scratch.LogVariance);
        var kl = 0.0;
        for (var factor = 0; factor < Factors; factor++)
        {
            ref var logVariance = ref scratch.LogVariance[factor];
            logVariance = Math.Clamp(logVariance, -LargestLogVariance, LargestLogVariance);
            scratch.Z[factor] = scratch.Mean[factor] + (noise[factor] * MathF.Exp(logVariance / 2));
            kl += 0.5 * ((scratch.Mean[factor] * scratch.Mean[factor]) + MathF.Exp(logVariance) - 1 - logVariance);
        }

        _decode.Forward(Parameters, scratch.Z, scratch.Decoded);
        Rectify(scratch.Decoded);
        _logits.Forward(Parameters, scratch.Decoded, scratch.Logits);
        return (Softmax(x[..Pieces], scratch.Logits.AsSpan(0, Pieces)) + Softmax(x[Pieces..], scratch.Logits.AsSpan(Pieces, Words)), kl);
    }

    /// <summary>Adds the gradient of reconstruction + <paramref name="klWeight"/>·KL, after <see cref="Forward"/>, which leaves the logits' gradient in their place.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> noise, float klWeight, VaeScratch scratch, Span<float> gradient)
    {
        _logits.AddGradient(scratch.Decoded, scratch.Logits, gradient);
        _logits.Backward(Parameters, scratch.Decoded, scratch.Logits, scratch.DecodedGradient);
        _decode.AddGradient(scratch.Z, scratch.DecodedGradient, gradient);
        _decode.Backward(Parameters, scratch.Z, scratch.DecodedGradient, scratch.ZGradient);
        for (var factor = 0; factor < Factors; factor++)
        {
            var (slope, logVariance) = (scratch.ZGradient[factor], scratch.LogVariance[factor]);
            scratch.MeanGradient[factor] = slope + (klWeight * scratch.Mean[factor]);
            scratch.LogVarianceGradient[factor] = Math.Abs(logVariance) >= LargestLogVariance
                ? 0
                : (slope * noise[factor] * MathF.Exp(logVariance / 2) / 2) + (klWeight * (MathF.Exp(logVariance) - 1) / 2);
        }

        _mean.AddGradient(scratch.Hidden, scratch.MeanGradient, gradient);
        _logVariance.AddGradient(scratch.Hidden, scratch.LogVarianceGradient, gradient);
        _mean.Backward(Parameters, scratch.Hidden, scratch.MeanGradient, scratch.HiddenGradient);
        _logVariance.Backward(Parameters, scratch.Hidden, scratch.LogVarianceGradient, scratch.HiddenGradient2);
        VectorMath.Axpy(1, scratch.HiddenGradient2, scratch.HiddenGradient);
        _encode.AddGradient(x, scratch.HiddenGradient, gradient);
    }

    /// <summary>−Σ p·ln softmax(logits) with p the shares of x; the logits become its gradient, softmax − p. Nothing to say costs nothing.</summary>
    private static double Softmax(ReadOnlySpan<float> x, Span<float> logits)
    {
        var (total, largest) = (0f, float.NegativeInfinity);
        for (var i = 0; i < x.Length; i++)
            (total, largest) = (total + x[i], Math.Max(largest, logits[i]));
        if (total <= 0)
        {
            logits.Clear();
            return 0;
        }

        var sum = 0.0;
        foreach (var logit in logits)
            sum += MathF.Exp(logit - largest);
        var logSum = (float)Math.Log(sum) + largest;
        var loss = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var share = x[i] / total;
            if (share > 0)
                loss -= share * (logits[i] - logSum);
            logits[i] = MathF.Exp(logits[i] - logSum) - share;
        }

        return loss;
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
            value = Math.Max(value, 0);
    }
}
