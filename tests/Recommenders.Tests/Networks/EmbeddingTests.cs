using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Networks;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Tests.Contract;

namespace MovieMesh.Recommenders.Tests.Networks;

public sealed class EmbeddingTests
{
    [Fact]
    public void Solver_UserOfTheNetworksOwn_IsFoundAgain()
    {
        var (network, items) = Network(factors: 5, hidden: 12, items: 200);
        float[] user = [0.8f, -0.5f, 0.3f, 1.1f, -0.9f, 0, 0, 0];
        var stars = Answers(network, items, user, bias: 0.4f);
        var found = new float[network.Stride];
        var solver = new EmbeddingUserSolver(network, items, mean: 3.5f, new Penalty(1e-6f, 1, 1, 1e-3f));
        var bias = solver.Solve(new RatingRow([.. Enumerable.Range(0, items.Rows)], stars), found);

        Assert.Equal(0.4, bias, 0.02);
        for (var factor = 0; factor < found.Length; factor++)
            Assert.Equal(user[factor], found[factor], 0.02);
    }

    [Fact]
    public void Solver_AnotherUserInBetween_DoesNotShow()
    {
        var (network, items) = Network(factors: 5, hidden: 12, items: 90);
        var solver = new EmbeddingUserSolver(network, items, mean: 3.5f, new Penalty(0.1f, 4, 1, 4));
        var all = Enumerable.Range(0, items.Rows).ToArray();
        var (one, other) = (Answers(network, items, [1, 1, 0, -1, 0, 0, 0, 0], bias: 0), Answers(network, items, [-1, 0, 1, 0, 1, 0, 0, 0], bias: 1));
        var (first, again) = (new float[network.Stride], new float[network.Stride]);

        var firstBias = solver.Solve(new RatingRow(all, one), first);
        solver.Solve(new RatingRow(all.AsSpan(7, 60), other.AsSpan(7, 60)), again);
        Assert.NotEqual(first, again);
        Assert.Equal(firstBias, solver.Solve(new RatingRow(all, one), again));
        Assert.Equal(first, again);
    }

    [Fact]
    public void Train_HeldOutRatings_KeepsTheBestEpochsWeights()
    {
        var (training, heldOut) = Parts();
        var progress = new EpochRecorder();
        // Nothing holds the weights back, and there is room to learn all by heart: the held-out error turns.
        var options = new EmbeddingOptions { Factors = 16, Hidden = 16, LearningRate = 0.03f, Regularization = 0, NetworkRegularization = 0, BatchSize = 64, Epochs = 40, Patience = 6 };
        var kept = new EmbeddingTrainer(options).Train(new TrainingData(training) { HeldOut = heldOut }, progress, TestContext.Current.CancellationToken);
        var errors = progress.Seen.ConvertAll(epoch => epoch.HeldOutError!.Value);
        var best = errors.IndexOf(errors.Min());
        Assert.InRange(progress.Seen.Count, best + 1 + options.Patience, options.Epochs - 1);
        Assert.Equal(best + 1 + options.Patience, progress.Seen.Count);
        Assert.True(progress.Seen[^1].TrainError < progress.Seen[best].TrainError);

        // The same steps, stopped by hand, say which weights were kept.
        Assert.Equal(ItemsAfter(best + 1), kept.ItemVectors.Values);
        Assert.NotEqual(ItemsAfter(progress.Seen.Count), kept.ItemVectors.Values);

        float[] ItemsAfter(int epochs)
        {
            var run = new EmbeddingRun(training, options, TestContext.Current.CancellationToken);
            for (var epoch = 1; epoch <= epochs; epoch++)
                run.LearnEpoch(epoch, TestContext.Current.CancellationToken);
            return run.ToModel("embedding").ItemVectors.Values;
        }
    }

    [Fact]
    public void Train_PlantedTastes_AreLearnedBeyondBiases()
    {
        var (training, heldOut) = Parts();
        var network = new EmbeddingTrainer(new EmbeddingOptions { Factors = 8, Hidden = 16, BatchSize = 64, Regularization = 0.02f }).Train(
            new TrainingData(training), cancellationToken: TestContext.Current.CancellationToken);
        var biases = new AlsTrainer(new AlsOptions { Factors = 0 }).Train(training);
        var (learned, baseline) = (RatingAccuracy.Of(heldOut, network).Rmse, RatingAccuracy.Of(heldOut, biases).Rmse);
        Assert.True(learned < 0.7 * baseline, $"{learned} with embeddings, {baseline} with biases alone.");
    }

    private static (RatingMatrix Training, Rating[] HeldOut) Parts()
    {
        var split = Splits.Random(Planted.LowRank(users: 80, items: 90, rank: 2, observed: 0.4, noise: 0.1), 0.2, seed: 1);
        return (RatingMatrix.Create(split.Training), split.HeldOut);
    }

    private static (EmbeddingNetwork Network, FactorTable Items) Network(int factors, int hidden, int items)
    {
        var network = new EmbeddingNetwork(factors, hidden);
        network.Initialize(seed: 4);
        var table = new FactorTable(items, factors);
        for (var item = 0; item < items; item++)
        {
            table.Biases[item] = 0.2f * (float)CounterRandom.Normal(6, 1, (ulong)item);
            for (var factor = 0; factor < factors; factor++)
                table.PaddedRow(item)[factor] = 0.5f * (float)CounterRandom.Normal(5, (ulong)item, (ulong)factor);
        }

        return (network, table);
    }

    /// <summary>What a user would answer if the network (with a mean of 3.5) were the truth.</summary>
    private static float[] Answers(EmbeddingNetwork network, FactorTable items, float[] user, float bias)
    {
        var batch = network.CreateBatch(items.Rows);
        for (var item = 0; item < items.Rows; item++)
            batch.SetPair(item, user, items.PaddedRow(item));
        network.Forward(batch, items.Rows);
        return [.. batch.Outputs.Select((output, item) => 3.5f + bias + items.Biases[item] + output)];
    }
}
