using System.Text.RegularExpressions;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>
/// The lists of people of whom little is known: users are held out whole, in folds, and folded in by their first ratings, or by those that the starter would have asked for. What they rated
/// besides and liked is what a list should hold.
/// </summary>
internal sealed partial class Newcomers(EvaluationData data, int folds, int k, float threshold)
{
    public const string Help = "newcomers (users held out whole, in 5 folds or newcomers:N, known by their first 1 to 20 ratings).";

    private const int RecallAt = 20;

    public static IReadOnlyList<int> Steps { get; } = [1, 2, 3, 5, 10, 20];

    /// <summary>The number of folds that a protocol asks for; null for another protocol.</summary>
    public static int? Folds(string protocol)
    {
        if (Pattern().Match(protocol) is not { Success: true } match)
            return null;
        var folds = match.Groups["folds"] is { Success: true } given ? int.Parse(given.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 5;
        return folds is >= 2 and <= 100 ? folds : throw new EvaluationException($"'{protocol}' must have 2 to 100 folds.");
    }

    public NewcomerFigures[] Run(string name, RecommenderAlgorithm algorithm, object options, Action<double> report, CancellationToken cancellationToken)
    {
        var byUser = data.Ratings.GroupBy(rating => rating.UserId).OrderBy(user => user.Key).Select(user => user.ToArray()).ToArray();
        var lists = new List<NewcomerList>();
        for (var fold = 0; fold < folds; fold++)
        {
            var isHeldOut = (int user) => Splits.Hash(user, 0) % (ulong)folds == (ulong)fold;
            var training = TrainingData.Of(Array.FindAll(data.Ratings, rating => !isHeldOut(rating.UserId))) with { Items = data.Items, Users = data.Users };
            var model = algorithm.CreateTrainer(options).Train(training, cancellationToken: cancellationToken);
            var places = Starter(training.Ratings).Select((item, place) => (item, place)).ToDictionary(one => one.item, one => one.place);
            var users = Array.FindAll(byUser, user => isHeldOut(user[0].UserId));
            var made = new NewcomerList[users.Length][];
            Parallel.For(0, users.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => made[i] =
            [
                .. Lists(model, users[i], byStarter: false),
                .. Lists(model, [.. users[i].OrderBy(rating => places.GetValueOrDefault(rating.ItemId, int.MaxValue))], byStarter: true),
            ]);
            lists.AddRange(made.SelectMany(ofUser => ofUser));
            report((fold + 1.0) / folds);
        }

        return [.. lists.GroupBy(list => (list.ByStarter, list.Known)).OrderBy(group => group.Key).Select(group => Measure(name, group.Key.ByStarter, group.Key.Known, [.. group]))];
    }

    private NewcomerFigures Measure(string name, bool byStarter, int known, NewcomerList[] lists)
    {
        var accuracy = RankingAccuracy.Of([.. lists.Select(list => list.Ranking)], k);
        var tops = lists.Select(list => list.Ranking.List.Take(k).ToArray()).ToArray();
        return new NewcomerFigures
        {
            Algorithm = name,
            ByStarter = byStarter,
            Known = known,
            Users = lists.Length,
            Ndcg = accuracy.Ndcg,
            Recall = RankingAccuracy.Of([.. lists.Select(list => list.Ranking)], RecallAt).Recall,
            NextHit = lists.Average(list => list.Ranking.List.Take(k).Any(place => place.ItemId == list.Next) ? 1.0 : 0),
            Coverage = (double)tops.SelectMany(list => list).Select(place => place.ItemId).Distinct().Count() / data.Items.Count,
            Sameness = ListOverlap.Of(tops, k),
        };
    }

    private IEnumerable<NewcomerList> Lists(RecommenderModel model, Rating[] ratings, bool byStarter)
    {
        foreach (var known in Steps)
        {
            var liked = ratings.Skip(known).Where(rating => rating.Stars >= threshold).Select(rating => rating.ItemId).ToArray();
            if (liked.Length == 0)
                yield break;
            ItemRating[] given = [.. ratings.Take(known).Select(rating => new ItemRating(rating.ItemId, rating.Stars))];
            var list = model.Recommend(model.FoldIn(given), Math.Max(k, RecallAt), Array.ConvertAll(given, rating => rating.ItemId));
            yield return new NewcomerList(byStarter, known, new UserRanking(ratings[0].UserId, list, liked.ToHashSet()), liked[0]);
        }
    }

    private int[] Starter(RatingMatrix training)
    {
        var genres = data.Items.ToDictionary(item => item.ItemId, item => item.Genres);
        return Elicitation.Choose(
            Enumerable.Range(0, training.Items.Count).Select(item =>
            {
                var (sum, squares) = (0.0, 0.0);
                var row = training.RatingsOfItem(item);
                foreach (var stars in row.Stars)
                    (sum, squares) = (sum + stars, squares + (stars * stars));
                var mean = sum / row.Count;
                return new ElicitationItem(training.Items[item], genres.GetValueOrDefault(training.Items[item], []), row.Count, Math.Sqrt(Math.Max(0, (squares / row.Count) - (mean * mean))));
            }),
            int.MaxValue);
    }

    [GeneratedRegex(@"^newcomers(:(?<folds>\d{1,6}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();

    /// <summary>One list of one user.</summary>
    /// <param name="ByStarter">Whether the user is known by what the starter asks for, rather than by the earliest ratings.</param>
    /// <param name="Known">The ratings given.</param>
    /// <param name="Ranking">The list, and what was liked of the rest.</param>
    /// <param name="Next">The first of these.</param>
    private sealed record NewcomerList(bool ByStarter, int Known, UserRanking Ranking, int Next);
}
