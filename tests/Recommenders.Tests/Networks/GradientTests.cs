using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Networks;

/// <summary>The slopes that the networks compute, against those that small steps measure.</summary>
public sealed class GradientTests
{
    private const float Step = 1e-3f;

    [Fact]
    public void RatingNetwork_EveryParameterAndInput_MatchesFiniteDifferences()
    {
        var network = new RatingNetwork(factors: 3, hidden: 6);
        network.Initialize(seed: 7);
        var (user, item) = (Draw(1, network.Stride, 3), Draw(2, network.Stride, 3));
        var scratch = new NetworkScratch(network);
        var gradient = new float[network.Parameters.Length];
        var (userGradient, itemGradient) = (new float[network.Stride], new float[network.Stride]);
        network.Forward(user, item, scratch);
        network.Backward(user, item, slope: 1, scratch, gradient, userGradient, itemGradient);

        Compare(network.Parameters, gradient);
        Compare(user, userGradient);
        Compare(item, itemGradient);

        void Compare(float[] values, float[] slopes)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                values[i] = value + Step;
                var above = network.Forward(user, item, scratch);
                values[i] = value - Step;
                var below = network.Forward(user, item, scratch);
                values[i] = value;
                if (i < 3 || values == network.Parameters)
                    Assert.Equal((above - below) / (2 * Step), slopes[i], 3e-3);
            }
        }
    }

    [Fact]
    public void RatingNetwork_FromPreparedSides_IsTheWholePass()
    {
        var network = new RatingNetwork(factors: 5, hidden: 12);
        network.Initialize(seed: 8);
        var (user, item, scratch) = (Draw(1, network.Stride, 5), Draw(2, network.Stride, 5), new NetworkScratch(network));
        var (preparedUser, preparedItem) = (new float[network.PreparedLength], new float[network.PreparedLength]);
        network.PrepareUser(user, preparedUser);
        network.Prepare(item, preparedItem);

        Assert.Equal(network.Forward(user, item, scratch), network.ForwardFrom(user, preparedUser, item, preparedItem, scratch), 1e-5);
    }

    [Fact]
    public void Adam_FirstSteps_AreThePapers()
    {
        var parameters = new float[11];
        var gradient = new float[11];
        Array.Fill(gradient, 0.3f);
        var adam = new Adam(11);
        adam.Step(parameters, gradient, 0, rate: 0.1f, step: 1);
        Assert.All(parameters, value => Assert.Equal(-0.1f, value, 1e-5));

        Array.Fill(gradient, -0.1f);
        adam.Step(parameters, gradient, 0, rate: 0.1f, step: 2);
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
