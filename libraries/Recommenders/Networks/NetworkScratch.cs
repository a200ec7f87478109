using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>What one pass through a <see cref="RatingNetwork"/> remembers; scratch memory of one thread.</summary>
internal sealed class NetworkScratch(RatingNetwork network)
{
    public float[] User { get; } = new float[network.Stride];

    public float[] Item { get; } = new float[network.Stride];

    public float[] Input { get; } = new float[2 * network.Stride];

    public float[] InputGradient { get; } = new float[2 * network.Stride];

    public float[] First { get; } = new float[network.PreparedLength];

    public float[] FirstGradient { get; } = new float[network.PreparedLength];

    public float[] Second { get; } = new float[VectorMath.Padded(Math.Max(1, network.Hidden / 2))];

    public float[] SecondGradient { get; } = new float[VectorMath.Padded(Math.Max(1, network.Hidden / 2))];

    public float[] Last { get; } = new float[VectorMath.Lane];

    public float[] LastGradient { get; } = new float[VectorMath.Lane];
}
