using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The measurements behind <c>bench train</c>. Algorithms are looked up by name; those that the library does not have are left out.</summary>
internal sealed class TrainBench(string? data, GeneratorShape shape, string? small, int repeat, DirectoryInfo? export)
{
    private const double HeldOut = 0.1;
    private const ulong Seed = 7;
    private const int Lists = 1_000;

    public static IReadOnlyList<string> Groups { get; } = ["explicit", "ials", "top", "small", "bayes"];

    public async IAsyncEnumerable<BenchFigure> RunAsync(IReadOnlyList<string> groups, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (groups.Intersect(["explicit", "ials", "top"], StringComparer.Ordinal).Any())
        {
            var large = data is null ? await BenchData.GenerateAsync(shape, cancellationToken) : BenchData.Read(data, cancellationToken);
            foreach (var figure in Large(large, groups, cancellationToken))
                yield return figure;
        }

        if (groups.Contains("small", StringComparer.Ordinal))
        {
            var ratings = small is null ? await BenchData.GenerateAsync(BenchData.Small, cancellationToken) : BenchData.Read(small, cancellationToken);
            foreach (var figure in OfSmall(RatingMatrix.Create(ratings), cancellationToken))
                yield return figure;
        }

        if (groups.Contains("bayes", StringComparer.Ordinal) && RecommenderAlgorithms.Find("bayes") is { } bayes)
        {
            var ratings = RatingMatrix.Create(await BenchData.GenerateAsync(GeneratorShape.Ml1m, cancellationToken));
            var seconds = Epoch(bayes, ["factors=32", "sweeps=8", "burnIn=4", "keptSamples=2"], ratings, cancellationToken);
            yield return new BenchFigure("Bayesian MF, 32 factors, a sweep over 1M ratings", seconds, 0.4, SweepFlops(ratings, ratings.Count, 33), SweepBytes(ratings.Count, 32), string.Empty);
        }
    }

    private IEnumerable<BenchFigure> Large(Rating[] ratings, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        if (groups.Contains("explicit", StringComparer.Ordinal))
        {
            var split = Splits.Random(ratings, HeldOut, Seed);
            if (export is not null)
                Export(split, export);
            foreach (var figure in Explicit(split, cancellationToken))
                yield return figure;
        }

        if (!groups.Intersect(["ials", "top"], StringComparer.Ordinal).Any())
            yield break;
        var matrix = RatingMatrix.Create(ratings);
        var ials = RecommenderAlgorithms.Find("ials");
        if (groups.Contains("ials", StringComparer.Ordinal) && ials is not null)
        {
            var liked = ratings.LongCount(rating => rating.Stars >= 4);
            yield return Iteration("implicit ALS, 64 factors, Cholesky, an iteration", ["factors=64", "epochs=3", "solver=Cholesky"], 64, 2);
            yield return Iteration("implicit ALS, 128 factors, Cholesky, an iteration", ["factors=128", "epochs=2", "solver=Cholesky"], 128, 5);
            yield return Iteration("implicit ALS, 128 factors, conjugate gradients, an iteration", ["factors=128", "epochs=3", "solver=ConjugateGradient"], 128, 5);

            BenchFigure Iteration(string work, string[] settings, int factors, double target)
            {
                var exact = settings.Contains("solver=Cholesky", StringComparer.Ordinal);
                var seconds = Epoch(ials, settings, matrix, cancellationToken);
                return new BenchFigure(work, seconds, target, exact ? SweepFlops(matrix, liked, factors) : 0, SweepBytes(liked, factors), string.Create(CultureInfo.InvariantCulture, $"{liked:n0} ratings of 4 or more"));
            }
        }

        if (!groups.Contains("top", StringComparer.Ordinal))
            yield break;
        var algorithm = ials ?? RecommenderAlgorithms.Find("als")!;
        foreach (var figure in Top(algorithm, Train(algorithm, ["factors=64", "epochs=1"], matrix, cancellationToken), matrix))
            yield return figure;
    }

    // Settings for the made-up ratings: few dimensions of taste, the same noise everywhere. They were found by looking at the held-out rows of another split of the same ratings
    // (seed 42), so most of what is held out here was learned from then; only the number of epochs was chosen on this split.
    private IEnumerable<BenchFigure> Explicit(HoldOut split, CancellationToken cancellationToken)
    {
        string[] penalties = ["regularization=0.5", "regularizationExponent=0.5", "userRegularizationOffset=40", "itemRegularizationOffset=100", "biasRegularization=4"];
        foreach (var (name, factors, epochs, settings) in ((string, int, int, string[])[])[("als", 7, 6, penalties), ("als", 31, 8, ["regularization=0.06", "userRegularizationOffset=40", "itemRegularizationOffset=100", "biasRegularization=4"]), ("sgd", 32, 10, ["learningRate=0.1", "regularization=0.03"])])
        {
            if (RecommenderAlgorithms.Find(name) is not { } algorithm)
                continue;
            var trainer = algorithm.CreateTrainer(OptionSetter.Create([algorithm], [$"factors={factors}", $"epochs={epochs}", .. settings])[0]);
            yield return MeasureExplicit($"explicit MF: {name}, {factors} factors, {epochs} epochs", trainer, split, matrix => name == "als"
                ? ((epochs + 0.5) * SweepFlops(matrix, matrix.Count, factors + 1), (epochs + 0.5) * SweepBytes(matrix.Count, factors))
                : (12.0 * epochs * matrix.Count * factors, 16.0 * epochs * matrix.Count * factors), cancellationToken);
        }

#if USE_MLNET
        var peer = new MLNet.MLNetOptions();
        yield return MeasureExplicit(
            $"explicit MF: ML.NET, {peer.ApproximationRank} factors, {peer.NumberOfIterations} iterations",
            new MLNet.MLNetTrainer(peer),
            split,
            matrix => (12.0 * peer.NumberOfIterations * matrix.Count * peer.ApproximationRank, 16.0 * peer.NumberOfIterations * matrix.Count * peer.ApproximationRank),
            cancellationToken);
#endif
    }

    /// <summary>From the ratings in memory to the fitted model, set-up included.</summary>
    private BenchFigure MeasureExplicit(string work, IRecommenderTrainer trainer, HoldOut split, Func<RatingMatrix, (double Flops, double Bytes)> costs, CancellationToken cancellationToken)
    {
        var (best, setUp) = (double.PositiveInfinity, 0.0);
        RatingMatrix? matrix = null;
        RecommenderModel? model = null;
        for (var time = 0; time < repeat; time++)
        {
            (matrix, model) = (null, null);
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            matrix = RatingMatrix.Create(split.Training);
            var built = Stopwatch.GetElapsedTime(started).TotalSeconds;
            model = trainer.Train(new TrainingData(matrix), cancellationToken: cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (seconds < best)
                (best, setUp) = (seconds, built);
        }

        var (flops, bytes) = costs(matrix!);
        var rmse = RatingAccuracy.Of(split.HeldOut, model!).Rmse;
        return new BenchFigure(work, best, 2.6, flops, bytes, string.Create(CultureInfo.InvariantCulture, $"RMSE {rmse:f4} on {split.HeldOut.Length:n0} held out; set-up {setUp:f2} s"));
    }

    private IEnumerable<BenchFigure> Top(RecommenderAlgorithm algorithm, RecommenderModel model, RatingMatrix matrix)
    {
        var users = new UserProfile[Math.Min(Lists, matrix.Users.Count)];
        var seen = new int[users.Length][];
        for (var place = 0; place < users.Length; place++)
        {
            var user = (int)((long)place * matrix.Users.Count / users.Length);
            model.TryGetUser(matrix.Users[user], out users[place]!);
            seen[place] = [.. matrix.RatingsOfUser(user).Indices.ToArray().Select(item => matrix.Items[item])];
        }

        var batch = Best(() => Parallel.For(0, users.Length, place => model.Recommend(users[place], 10, seen[place])));
        var one = Best(() =>
        {
            for (var place = 0; place < 100; place++)
                model.Recommend(users[place % users.Length], 10, seen[place % users.Length]);
        }) / 100;
        var (flops, bytes) = (128.0 * matrix.Items.Count, 256.0 * matrix.Items.Count);
        var remark = string.Create(CultureInfo.InvariantCulture, $"{algorithm.Name}, 64 factors, {matrix.Items.Count:n0} movies, seen ones left out");
        yield return new BenchFigure($"top 10 for {users.Length:n0} users", batch, 0.06, flops * users.Length, bytes * users.Length, remark);
        yield return new BenchFigure("top 10 for one user", one, 0.35e-3, flops, bytes, remark);
    }

    private IEnumerable<BenchFigure> OfSmall(RatingMatrix ratings, CancellationToken cancellationToken)
    {
        foreach (var (name, target) in ((string, double)[])[("item-knn-tfidf", 0.1), ("item-knn", 0.1), ("ease", 10), ("svd++", 0.5), ("sgd", 0), ("als", 0)])
        {
            if (RecommenderAlgorithms.Find(name) is not { } algorithm)
                continue;
            var seconds = Best(() => Train(algorithm, [], ratings, cancellationToken));
            double items = ratings.Items.Count;
            yield return new BenchFigure(
                $"{name}, a fit", seconds, target, name == "ease" ? 2 * items * items * items : 0, 0, string.Create(CultureInfo.InvariantCulture, $"{ratings.Count:n0} ratings, {ratings.Items.Count:n0} movies"));
        }
    }

    private double Best(Action work)
    {
        var best = double.PositiveInfinity;
        for (var time = 0; time < repeat; time++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static RecommenderModel Train(RecommenderAlgorithm algorithm, string[] settings, RatingMatrix ratings, CancellationToken cancellationToken, IProgress<TrainingEpoch>? progress = null)
    {
        var options = OptionSetter.Create([algorithm], settings)[0];
        return algorithm.CreateTrainer(options).Train(new TrainingData(ratings), progress, cancellationToken);
    }

    /// <summary>The shortest time from the end of one epoch to that of the next.</summary>
    private static double Epoch(RecommenderAlgorithm algorithm, string[] settings, RatingMatrix ratings, CancellationToken cancellationToken)
    {
        var ends = new EpochEnds();
        Train(algorithm, settings, ratings, cancellationToken, ends);
        return ends.Shortest;
    }

    /// <summary>A multiply and an add for each entry of the upper triangle for each rating on both sides, and a Cholesky decomposition for each row.</summary>
    private static double SweepFlops(RatingMatrix ratings, double count, double order) =>
        (2 * count * order * (order + 1)) + ((ratings.Users.Count + (double)ratings.Items.Count) * order * order * order / 3);

    /// <summary>The index, the stars and the other side's vector of each rating, on both sides.</summary>
    private static double SweepBytes(double count, double factors) => 2 * count * (12 + (4 * factors));

    private static void Export(HoldOut split, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var (name, ratings) in ((string, Rating[])[])[("train.txt", split.Training), ("test.txt", split.HeldOut)])
        {
            using var writer = File.CreateText(Path.Combine(folder.FullName, name));
            foreach (var rating in ratings)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{rating.UserId} {rating.ItemId} {rating.Stars}\n"));
        }
    }

    private sealed class EpochEnds : IProgress<TrainingEpoch>
    {
        private long _last;

        public double Shortest { get; private set; } = double.PositiveInfinity;

        public void Report(TrainingEpoch value)
        {
            var now = Stopwatch.GetTimestamp();
            if (_last > 0)
                Shortest = Math.Min(Shortest, Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
            _last = now;
        }
    }
}
