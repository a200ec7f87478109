using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>What one pass through a <see cref="VaeNetwork"/> remembers; scratch memory of one thread.</summary>
internal sealed class VaeScratch(VaeNetwork network)
{
    public float[] Hidden { get; } = new float[VectorMath.Padded(network.Hidden)];

    public float[] HiddenGradient { get; } = new float[VectorMath.Padded(network.Hidden)];

    public float[] HiddenGradient2 { get; } = new float[VectorMath.Padded(network.Hidden)];

    public float[] Mean { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] MeanGradient { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] LogVariance { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] LogVarianceGradient { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] Noise { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] Z { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] ZGradient { get; } = new float[VectorMath.Padded(network.Factors)];

    public float[] Decoded { get; } = new float[VectorMath.Padded(network.Hidden)];

    public float[] DecodedGradient { get; } = new float[VectorMath.Padded(network.Hidden)];

    public float[] Logits { get; } = new float[VectorMath.Padded(network.Pieces + network.Words)];
}
