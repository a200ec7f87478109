using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Tuning;

/// <summary>
/// Searches for options that do better, on ratings split off the training part of the first fold: nothing that is held out there plays a part.
/// </summary>
/// <remarks>
/// A part of the settings is drawn anywhere in the space, the others around the best so far. All are tried on one validation split; the best third go on
/// to a second split, the best third of those to a third, so that no setting wins by the luck of one split, and bad ones cost one fit each. The options that
/// the search started from go on through all rounds, as the bar to clear.
/// </remarks>
internal sealed class Tuner(Evaluator evaluator, bool byRanking, int trials, int seed)
{
    private const int Rounds = 3;
    private const int Survivors = 3;
    private const double ShareDrawnAnywhere = 0.5;
    private const int Parents = 3;
    private const double FirstReach = 0.2;
    private const double LastReach = 0.05;

    private readonly HoldOut?[] _splits = new HoldOut?[Rounds];

    public TuningResult Run(RecommenderAlgorithm algorithm, object start, IReadOnlyList<SearchDimension> space, Action<double> report, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var candidates = new List<Candidate> { new(start, [.. space.Select(dimension => dimension.PlaceOf(dimension.Property.GetValue(start)))]) };
        var fits = (double)trials + (trials / Survivors) + (trials / Survivors / Survivors) + 2;
        var done = 0;
        void Try(Candidate candidate, int round)
        {
            if (candidate.Scores.Count == round)
                Score(algorithm, candidate, round, cancellationToken);
            report(Math.Min(1, ++done / fits));
        }

        Try(candidates[0], 0);
        while (candidates.Count < trials && space.Count > 0)
        {
            var candidate = Draw(algorithm, start, space, candidates, random);
            candidates.Add(candidate);
            Try(candidate, 0);
        }

        var left = candidates.ToList();
        for (var round = 1; round < Rounds; round++)
        {
            left = [.. left.Where(candidate => candidate.Scores.Count == round).OrderBy(candidate => candidate.Loss).Take(Math.Max(1, left.Count / Survivors))];
            if (!left.Contains(candidates[0]))
                left.Add(candidates[0]);
            left.ForEach(candidate => Try(candidate, round));
        }

        var best = left.Where(candidate => candidate.Scores.Count == Rounds).MinBy(candidate => candidate.Loss)
            ?? throw new EvaluationException($"{algorithm.Name} could be trained with none of the settings tried.");
        return new TuningResult(
            best.Options,
            OptionSetter.Differences(algorithm, best.Options),
            byRanking ? "ndcg" : "rmse",
            Sign * best.Loss,
            Sign * candidates[0].Loss,
            [.. candidates.Select(candidate => new Trial(string.Join(' ', OptionSetter.Differences(algorithm, candidate.Options)), [.. candidate.Scores.Select(loss => Sign * loss)]))]);
    }

    private int Sign => byRanking ? -1 : 1;

    private Candidate Draw(RecommenderAlgorithm algorithm, object start, IReadOnlyList<SearchDimension> space, List<Candidate> tried, Random random)
    {
        var parents = tried.Where(candidate => candidate.Scores.Count > 0).OrderBy(candidate => candidate.Loss).Take(Parents).ToArray();
        var spent = (double)tried.Count / trials;
        var reach = spent < ShareDrawnAnywhere || parents.Length == 0 ? double.PositiveInfinity : FirstReach + ((LastReach - FirstReach) * (spent - ShareDrawnAnywhere) / (1 - ShareDrawnAnywhere));
        var parent = parents.Length == 0 ? null : parents[random.Next(parents.Length)];
        var places = new double[space.Count];
        var options = OptionSetter.Clone(algorithm, start);
        for (var i = 0; i < places.Length; i++)
        {
            // Both numbers are drawn whether needed or not, so that a setting depends on the seed and the results before it alone.
            var (uniform, angle) = (random.NextDouble(), random.NextDouble());
            var normal = Math.Sqrt(-2 * Math.Log(1 - uniform)) * Math.Cos(2 * Math.PI * angle);
            places[i] = double.IsInfinity(reach) ? uniform : Math.Clamp(parent!.Places[i] + (reach * normal), 0, 1);
            space[i].Property.SetValue(options, space[i].At(places[i]));
        }

        return new Candidate(options, places);
    }

    private void Score(RecommenderAlgorithm algorithm, Candidate candidate, int round, CancellationToken cancellationToken)
    {
        try
        {
            var score = evaluator.Score(algorithm, candidate.Options, _splits[round] ??= evaluator.Validation(0, round), byRanking, cancellationToken)
                ?? throw new EvaluationException($"{algorithm.Name} cannot be tuned for {(byRanking ? "NDCG: no user has relevant ratings" : "RMSE: it predicts no stars")}.");
            candidate.Scores.Add(Sign * score);
        }
        catch (Exception exception) when (exception is ArithmeticException or System.ComponentModel.DataAnnotations.ValidationException)
        {
            // Settings that a trainer cannot work with are a finding too: they come to no score.
        }
    }

    private sealed record Candidate(object Options, double[] Places)
    {
        public List<double> Scores { get; } = [];

        public double Loss => Scores.Count == 0 ? double.PositiveInfinity : Scores.Average();
    }
}
