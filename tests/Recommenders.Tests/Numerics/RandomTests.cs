using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Numerics;

public sealed class RandomTests
{
    private const int Draws = 200_000;

    [Fact]
    public void Stream_SameSeedAndStream_SameNumbers()
    {
        var (one, same, other) = (new RandomStream(1, 2), new RandomStream(1, 2), new RandomStream(1, 3));
        var (x, y, z) = (one.Normal(), same.Normal(), other.Normal());
        Assert.Equal(x, y);
        Assert.NotEqual(x, z);
        Assert.Equal(CounterRandom.Uniform(7, 8, 0), new RandomStream(7, 8).Uniform());
    }

    [Fact]
    public void Normal_ManyDraws_HaveTheMomentsOfTheNormal()
    {
        var random = new RandomStream(1, 1);
        var moments = new double[5];
        for (var i = 0; i < Draws; i++)
        {
            var x = random.Normal();
            for (var (power, value) = (1, x); power < moments.Length; power++, value *= x)
                moments[power] += value / Draws;
        }

        Assert.Equal(0, moments[1], 0.01);
        Assert.Equal(1, moments[2], 0.02);
        Assert.Equal(0, moments[3], 0.05);
        Assert.Equal(3, moments[4], 0.1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(7.5)]
    [InlineData(5000)]
    public void Gamma_ManyDraws_HaveMeanAndVarianceOfTheShape(double shape)
    {
        var random = new RandomStream(2, 2);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Draws; i++)
        {
            var x = random.Gamma(shape) - shape;
            sum += x;
            squares += x * x;
        }

        Assert.Equal(0, sum / Draws, 5 * Math.Sqrt(shape / Draws));
        Assert.Equal(1, squares / Draws / shape, 0.05);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.0249978951482204)]
    [InlineData(-5, 2.86651571879194e-7)]
    [InlineData(-10, 7.61985302416053e-24)]
    public void NormalDistribution_KnownPoints_AreMetAndInverted(double x, double p)
    {
        Assert.Equal(1, NormalDistribution.Cumulative(x) / p, 1e-8);
        Assert.Equal(x, NormalDistribution.Quantile(p), 1e-6);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 3)]
    [InlineData(9, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -12)]
    [InlineData(45, 46)]
    public void Truncated_ManyDraws_StayInsideAndHaveTheMean(double lower, double upper)
    {
        var random = new RandomStream(3, 3);
        var sum = 0.0;
        for (var i = 0; i < 20_000; i++)
        {
            var x = NormalDistribution.Truncated(lower, upper, random.Uniform());
            Assert.InRange(x, lower, upper);
            sum += x;
        }

        // By Simpson's rule where the bounds are near, by the tail's expansion where one is not.
        var mean = double.IsInfinity(upper) ? lower + (1 / lower) : double.IsInfinity(lower) ? upper + (1 / upper) : MeanBetween(lower, upper);
        Assert.Equal(mean, sum / 20_000, 0.03);
    }

    private static double MeanBetween(double lower, double upper)
    {
        var (mass, moment) = (0.0, 0.0);
        for (var i = 0; i < 10_000; i++)
        {
            var x = lower + ((upper - lower) * (i + 0.5) / 10_000);
            var weight = Math.Exp(0.5 * ((lower * lower) - (x * x)));
            mass += weight;
            moment += weight * x;
        }

        return moment / mass;
    }
}
