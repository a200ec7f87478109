using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Alternates between items and users until epochs or patience run out; what both forms of training share.</summary>
internal static class NmfRun
{
    public static NmfModel Train(
        string algorithm, NmfForm form, (int Factors, int Epochs, int Patience, ulong Seed, int DegreeOfParallelism) options, TrainingData data, TimeProvider time, IProgress<TrainingEpoch>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var ratings = data.Ratings;
        var (users, items) = (new FactorTable(ratings.Users.Count, options.Factors), new FactorTable(ratings.Items.Count, options.Factors));
        // So that the evaluation's μ + b_u + b_i + w·h is the shift + w·h of this model.
        Array.Fill(users.Biases, form.Shift - ratings.Mean);
        for (var item = 0; item < items.Rows; item++)
        {
            var row = items.PaddedRow(item)[..options.Factors];
            for (var factor = 0; factor < row.Length; factor++)
                row[factor] = form.Centre * (float)(0.5 + CounterRandom.Uniform(options.Seed, (uint)ratings.Items[item], (ulong)factor));
        }

        var solvers = new NonNegativeSolver[RowScheduler.Workers(options.DegreeOfParallelism)];
        for (var i = 0; i < solvers.Length; i++)
            solvers[i] = new NonNegativeSolver(options.Factors);
        var (userOrder, itemOrder) = (RowScheduler.LongestFirst(ratings.ByUser.Offsets), RowScheduler.LongestFirst(ratings.ByItem.Offsets));
        var squares = new double[ratings.Users.Count];
        double SolveUsers(bool isWarm)
        {
            var system = form.Users(items);
            RowScheduler.Run(
                userOrder,
                solvers,
                (solver, user) =>
                {
                    var row = ratings.RatingsOfUser(user);
                    system.Solve(solver, user, row, isWarm, users.PaddedRow(user));
                    squares[user] = SquaredError(row, users.PaddedRow(user), items, form.Shift, ratings);
                },
                cancellationToken);
            return Math.Sqrt(squares.Sum() / ratings.Count);
        }

        SolveUsers(isWarm: false);
        var evaluation = HeldOutRatings.Create(ratings, data.HeldOut.Span);
        FactorTable? bestItems = null;
        var best = double.PositiveInfinity;
        for (var (epoch, stale) = (1, 0); epoch <= options.Epochs && stale < options.Patience; epoch++)
        {
            var system = form.Items(users);
            RowScheduler.Run(itemOrder, solvers, (solver, item) => system.Solve(solver, item, ratings.RatingsOfItem(item), isWarm: true, items.PaddedRow(item)), cancellationToken);
            var trainRmse = SolveUsers(isWarm: true);
            double? heldOutRmse = evaluation.Count == 0 ? null : evaluation.Rmse(users, items, ratings, solvers.Length);
            stale = heldOutRmse is null || heldOutRmse < best ? 0 : stale + 1;
            if (heldOutRmse < best)
            {
                best = heldOutRmse.Value;
                items.CopyTo(bestItems ??= new FactorTable(items.Rows, items.Factors));
            }

            progress?.Report(new TrainingEpoch(epoch, options.Epochs, trainRmse, heldOutRmse, time.GetElapsedTime(started)));
        }

        bestItems?.CopyTo(items);
        var error = SolveUsers(isWarm: false);
        return new NmfModel(ModelFacts.Of(algorithm, ratings, (float)error), users, items, form);
    }

    private static double SquaredError(RatingRow row, ReadOnlySpan<float> user, FactorTable items, float shift, RatingMatrix ratings)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Count; i++)
        {
            double error = Math.Clamp(shift + VectorMath.Dot(user, items.PaddedRow(row.Indices[i])), ratings.LowestStars, ratings.HighestStars) - row.Stars[i];
            sum += error * error;
        }

        return sum;
    }
}
