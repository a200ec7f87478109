using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Networks;

/// <summary>The slopes that the networks compute, against those that small steps measure.</summary>
public sealed class GradientTests
{
    private const float Step = 1e-3f;

    [Fact]
    public void EmbeddingNetwork_EveryParameterAndInput_MatchesFiniteDifferences()
    {
        const int Rows = 5;
        var network = new EmbeddingNetwork(factors: 3, hidden: 6);
        network.Initialize(seed: 7);
        var batch = network.CreateBatch(Rows);
        var users = Enumerable.Range(0, Rows).Select(row => Draw((ulong)row + 1, network.Stride, 3)).ToArray();
        var items = Enumerable.Range(0, Rows).Select(row => Draw((ulong)row + 11, network.Stride, 3)).ToArray();
        var weights = Draw(21, Rows, Rows);
        Loss();
        weights.CopyTo(batch.OutputSlopes.AsSpan());
        var gradient = new float[network.Parameters.Length];
        network.Backward(batch, Rows);
        network.AddGradient(batch, Rows, gradient);
        Assert.Contains(gradient, slope => slope != 0);

        Compare(network.Parameters, gradient);
        for (var row = 0; row < Rows; row++)
        {
            Compare(users[row], batch.UserSlopes(row));
            Compare(items[row], batch.ItemSlopes(row));
        }

        float Loss()
        {
            for (var row = 0; row < Rows; row++)
                batch.SetPair(row, users[row], items[row]);
            network.Forward(batch, Rows);
            return VectorMath.DotScalar(weights, batch.Outputs);
        }

        void Compare(float[] values, ReadOnlySpan<float> slopes)
        {
            for (var i = 0; i < values.Length; i++)
            {
                // Padding has no slope that it would be moved by.
                if (values != network.Parameters && i >= network.Factors)
                {
                    Assert.Equal(0, slopes[i]);
                    continue;
                }

                var value = values[i];
                values[i] = value + Step;
                var above = Loss();
                values[i] = value - Step;
                var below = Loss();
                values[i] = value;
                Assert.Equal((above - below) / (2 * Step), slopes[i], 5e-3);
            }
        }
    }

    [Fact]
    public void EmbeddingNetwork_OnePairOrMany_GivesTheSameBits()
    {
        const int Rows = 11;
        var network = new EmbeddingNetwork(factors: 5, hidden: 12);
        network.Initialize(seed: 8);
        var (many, one) = (network.CreateBatch(Rows), network.CreateBatch(1));
        for (var row = 0; row < Rows; row++)
            many.SetPair(row, Draw((ulong)row + 1, network.Stride, 5), Draw((ulong)row + 31, network.Stride, 5));
        network.Forward(many, Rows);
        for (var row = 0; row < Rows; row++)
        {
            one.SetPair(0, Draw((ulong)row + 1, network.Stride, 5), Draw((ulong)row + 31, network.Stride, 5));
            network.Forward(one, 1);
            Assert.Equal(many.Outputs[row], one.Outputs[0]);
        }
    }

    [Fact]
    public void Adam_FirstSteps_AreThePapers()
    {
        var parameters = new float[11];
        var gradient = new float[11];
        Array.Fill(gradient, 0.3f);
        var adam = new Adam(11);
        adam.Step(parameters, gradient, 0, Adam.CorrectedRate(0.1f, step: 1));
        Assert.All(parameters, value => Assert.Equal(-0.1f, value, 1e-5));

        Array.Fill(gradient, -0.1f);
        adam.Step(parameters, gradient, 0, Adam.CorrectedRate(0.1f, step: 2));
        var (m, v) = (((0.9 * 0.03) - 0.01) / (1 - 0.81), ((0.999 * 0.00009) + 0.00001) / (1 - (0.999 * 0.999)));
        Assert.All(parameters, value => Assert.Equal(-0.1 - (0.1 * m / Math.Sqrt(v)), value, 1e-4));
    }

    private static float[] Draw(ulong stream, int length, int used)
    {
        var values = new float[length];
        for (var i = 0; i < used; i++)
            values[i] = (float)CounterRandom.Normal(3, stream, (ulong)i);
        return values;
    }
}
