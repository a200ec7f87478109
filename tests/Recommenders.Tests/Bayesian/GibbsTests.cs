using MovieMesh.Recommenders.Bayesian;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Bayesian;

public sealed class GibbsTests
{
    private const int Draws = 40_000;

    [Fact]
    public void RowSampler_Draws_FollowTheClosedFormPosterior()
    {
        // x = (w₁, w₂, b) with four ratings; the posterior's mean and covariance by plain double-precision elimination.
        float[][] vectors = [[0.5f, -1, 9], [1.5f, 0.2f, 9], [-0.3f, 0.8f, 9], [0.9f, 0.9f, 9]];
        float[] targets = [0.4f, -1.1f, 0.7f, 2];
        float[] prior = [1.5f, 0.7f, 3];
        float[] expected = [0.2f, -0.1f, 0.3f];
        const float Noise = 2.5f;
        var (precision, right) = (new double[3, 3], new double[3]);
        for (var i = 0; i < 3; i++)
        {
            precision[i, i] = prior[i];
            right[i] = prior[i] * expected[i];
        }

        foreach (var (vector, target) in vectors.Zip(targets))
        {
            double[] design = [vector[0], vector[1], 1];
            for (var i = 0; i < 3; i++)
            {
                right[i] += Noise * design[i] * target;
                for (var j = 0; j < 3; j++)
                    precision[i, j] += Noise * design[i] * design[j];
            }
        }

        var covariance = Inverse(precision);
        var mean = Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => covariance[i, j] * right[j])).ToArray();
        var sampler = new RowSampler(2);
        foreach (var (vector, target) in vectors.Zip(targets))
            sampler.Add(vector, target);
        sampler.Finish(prior, expected, Noise);
        var (found, draw, random) = (new float[3], new float[3], new RandomStream(5, 5));
        sampler.Mean(found);
        var moments = new double[3, 3];
        var sums = new double[3];
        for (var n = 0; n < Draws; n++)
        {
            sampler.Sample(ref random, draw);
            for (var i = 0; i < 3; i++)
            {
                sums[i] += draw[i];
                for (var j = 0; j < 3; j++)
                    moments[i, j] += (draw[i] - mean[i]) * (draw[j] - mean[j]) / Draws;
            }
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(mean[i], found[i], 1e-5);
            Assert.Equal(mean[i], sums[i] / Draws, 5 * Math.Sqrt(covariance[i, i] / Draws));
            for (var j = 0; j < 3; j++)
                Assert.Equal(covariance[i, j], moments[i, j], 0.04 * Math.Sqrt(covariance[i, i] * covariance[j, j]));
        }
    }

    [Fact]
    public void RowPrior_WithoutFeatures_FollowsTheNormalGammaPosterior()
    {
        // With a flat mean and λ ~ Gamma(½, v/2): λ | x ~ Gamma(n/2, (S + v)/2), S the squares around the mean of x.
        const int Rows = 12;
        const double Variance = 0.3;
        var rows = new RowTable(Rows, 2);
        var random = new RandomStream(6, 6);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < 3; i++)
                rows.Row(row)[i] = (float)(i + (0.5 * (i + 1) * random.Normal()));
        }

        var prior = new RowPrior(Rows, 2, [], Variance, Variance);
        var (precisions, means) = (new double[3], new double[3]);
        for (var n = 0; n < Draws; n++)
        {
            prior.Sample(rows, (ulong)n, workers: 1);
            for (var i = 0; i < 3; i++)
            {
                precisions[i] += prior.Precision[i] / Draws;
                means[i] += prior.Mean[i] / Draws;
            }
        }

        for (var i = 0; i < 3; i++)
        {
            var column = Enumerable.Range(0, Rows).Select(row => (double)rows.Row(row)[i]).ToArray();
            var squares = column.Sum(x => (x - column.Average()) * (x - column.Average()));
            Assert.Equal(1, precisions[i] / (Rows / (squares + Variance)), 0.02);
            Assert.Equal(column.Average(), means[i], 0.02);
        }
    }

    [Fact]
    public void RowPrior_RowsMadeOfFeatures_AreExpectedWhereTheFeaturesSay()
    {
        const int Rows = 400;
        var columns = Enumerable.Range(0, Rows).Select(row => row % 4).ToArray();
        var byRow = new CompressedRows([.. Enumerable.Range(0, Rows + 1)], columns, new float[Rows]);
        var rows = new RowTable(Rows, 1);
        var random = new RandomStream(7, 7);
        float[] planted = [-2, -1, 1, 2];
        for (var row = 0; row < Rows; row++)
            rows.Row(row)[0] = planted[row % 4] + (float)(0.1 * random.Normal());
        var prior = new RowPrior(Rows, 1, [new FeatureBlock(byRow, byRow.Transpose(4, 1))], 0.01, 0.01);
        for (var n = 0; n < 100; n++)
            prior.Sample(rows, (ulong)n, workers: 2);
        for (var row = 0; row < 4; row++)
            Assert.Equal(planted[row], prior.ExpectedOf(row)[0], 0.1);
        Assert.InRange(prior.Precision[0], 70, 140);
    }

    [Theory]
    [InlineData(RatingLikelihood.Gaussian)]
    [InlineData(RatingLikelihood.OrderedProbit)]
    public void PredictDistribution_PlantedRatings_IsWideWhereLittleIsKnown(RatingLikelihood likelihood)
    {
        var ratings = Planted.LowRank(80, 60, 2, 0.4, noise: 0.4).Select(r => r with { Stars = Math.Clamp(MathF.Round(2 * r.Stars) / 2, 0.5f, 5) }).ToArray();
        Rating[] learned = [.. ratings.Where((r, i) => i % 5 > 0 && r.UserId != Planted.UserId(3)), .. ratings.Where(r => r.UserId == Planted.UserId(3)).Take(2)];
        var held = ratings.Where((r, i) => i % 5 == 0 && r.UserId != Planted.UserId(3)).ToArray();
        var options = new BayesianOptions { Factors = 4, Sweeps = 150, BurnIn = 50, KeptSamples = 20, Likelihood = likelihood };
        var model = new BayesianTrainer(options).Train(TrainingData.Of(learned), cancellationToken: TestContext.Current.CancellationToken);

        // The standardized errors of what was held out have a variance of about one.
        var standardized = held.Average(r =>
        {
            model.TryGetUser(r.UserId, out var user);
            var expected = model.PredictDistribution(user!, r.ItemId);
            Assert.Equal(model.Predict(r.UserId, r.ItemId), expected.Mean, 1e-3);
            return (r.Stars - expected.Mean) * (r.Stars - expected.Mean) / expected.Variance;
        });
        Assert.InRange(standardized, 0.8, 1.25);
        Assert.True(model.TryGetUser(Planted.UserId(3), out var newcomer) && model.TryGetUser(Planted.UserId(4), out var known)
            && model.PredictDistribution(newcomer, Planted.ItemId(5)).ModelVariance > 2 * model.PredictDistribution(known, Planted.ItemId(5)).ModelVariance);
        Assert.True(float.IsFinite(model.PredictDistribution(newcomer!, -1).Variance));
    }

    [Fact]
    public void Train_ContinuousRatings_AreRefusedByTheProbitInWords()
    {
        var data = TrainingData.Of(Planted.LowRank(20, 20, 1, 0.5));
        Assert.Contains("Gaussian", Assert.Throws<ArgumentException>(() => new BayesianTrainer(new BayesianOptions { Likelihood = RatingLikelihood.OrderedProbit }).Train(data)).Message, StringComparison.Ordinal);
    }

    private static double[,] Inverse(double[,] a)
    {
        var n = a.GetLength(0);
        var (work, inverse) = ((double[,])a.Clone(), new double[n, n]);
        for (var i = 0; i < n; i++)
            inverse[i, i] = 1;
        for (var p = 0; p < n; p++)
        {
            var pivot = work[p, p];
            for (var j = 0; j < n; j++)
                (work[p, j], inverse[p, j]) = (work[p, j] / pivot, inverse[p, j] / pivot);
            for (var i = 0; i < n; i++)
            {
                if (i == p)
                    continue;
                var factor = work[i, p];
                for (var j = 0; j < n; j++)
                    (work[i, j], inverse[i, j]) = (work[i, j] - (factor * work[p, j]), inverse[i, j] - (factor * inverse[p, j]));
            }
        }

        return inverse;
    }
}
