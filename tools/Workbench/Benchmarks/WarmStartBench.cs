using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>
/// Trains again and again while ratings come in, in the order of their days, as the mesh does: on one side of a split that is the same every time, measured by the other,
/// each time from nothing and from the factors that the training before was measured by.
/// </summary>
internal sealed class WarmStartBench(RecommenderAlgorithm algorithm, Rating[] ratings, int rounds, double startShare)
{
    /// <summary>As little as is "the same error": what a run must gain to count as progress.</summary>
    private const double Tolerance = 1e-4;

    private const double HeldOutFraction = 0.1;
    private const ulong Seed = 42;

    public IEnumerable<WarmStartFigure> Run(CancellationToken cancellationToken)
    {
        Rating[] byDay = [.. ratings.OrderBy(rating => rating.Day).ThenBy(rating => Splits.Hash(rating.UserId, rating.ItemId))];
        var (_, before, _) = Train(byDay.AsSpan(0, (int)(byDay.Length * startShare)), start: null, cancellationToken);
        for (var round = 1; round <= rounds; round++)
        {
            var known = byDay.AsSpan(0, (int)(byDay.Length * (startShare + ((1 - startShare) * round / rounds))));
            var (cold, _, _) = Train(known, start: null, cancellationToken);
            var (warm, measured, curve) = Train(known, before, cancellationToken);
            yield return new WarmStartFigure(known.Length, cold, warm, curve.FirstOrDefault(epoch => epoch.HeldOutError <= cold.Error + Tolerance)?.Epoch);
            before = measured;
        }
    }

    private (WarmStartFigure.Fit Fit, RecommenderModel Measured, List<TrainingEpoch> Curve) Train(ReadOnlySpan<Rating> known, RecommenderModel? start, CancellationToken cancellationToken)
    {
        var split = Splits.Random(known, HeldOutFraction, Seed);
        var curve = new List<TrainingEpoch>();
        var model = algorithm.CreateTrainer().Train(TrainingData.Of(split.Training) with { HeldOut = split.HeldOut, Start = start }, new EpochListener(curve.Add), cancellationToken);
        var best = curve.MinBy(epoch => epoch.HeldOutError)!;
        return (new WarmStartFigure.Fit(best.HeldOutError!.Value, best.Epoch, curve.Count, curve[^1].Elapsed.TotalSeconds), model.WithoutUsers(), curve);
    }
}
