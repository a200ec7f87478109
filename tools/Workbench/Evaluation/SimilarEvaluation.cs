using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>
/// Which lists of similar films hold what else somebody likes: users are held out whole, fifth by fifth, and the list of each film they like, made from the ratings of all others, is compared
/// with the other films they like.
/// </summary>
internal sealed class SimilarEvaluation(EvaluationData data, Measure measure, int folds, IReadOnlyList<(RecommenderAlgorithm Algorithm, object Options)> algorithms)
{
    public const string Protocol = "similar";
    public const string Help = "similar (one liked film of a user held out whole, and the place of the others in the lists of similar films, by every measure and by blends of them).";

    public const int Folds = 5;

    /// <summary>So many liked films of each user are given, each alone; chosen by a hash of both.</summary>
    private const int Given = 10;

    private const int RareRatings = 10;
    private const int AtOnce = 64;
    private const int Whole = 10_000;

    // A list that holds what everybody rated is short of nothing but of likeness: the tilts of the blends are small.
    private const float ContentTilt = 0.1f;
    private const double PopularityTilt = 0.2;

    private readonly Dictionary<string, Sums> _sums = new(StringComparer.Ordinal);

    public IReadOnlyList<SimilarFigures> Run(Action<double> report, CancellationToken cancellationToken)
    {
        for (var fold = 0; fold < Math.Min(folds, Folds); fold++)
        {
            Run(fold, cancellationToken);
            report((fold + 1.0) / Math.Min(folds, Folds));
        }

        return [.. _sums.Select(of => of.Value.Figures(of.Key, data.Items.Count)).OrderByDescending(figures => figures.NdcgOfRare)];
    }

    private void Run(int fold, CancellationToken cancellationToken)
    {
        var matrix = RatingMatrix.Create([.. data.Ratings.Where(rating => FoldOf(rating) != fold)]);
        var questions = Questions(data.Ratings.Where(rating => FoldOf(rating) == fold));
        var live = new LiveRatings(matrix);
        var makers = Makers(matrix, live, cancellationToken).ToArray();
        foreach (var films in questions.Keys.Order().Chunk(AtOnce))
        {
            foreach (var make in makers)
            {
                foreach (var (name, lists) in make(films))
                {
                    if (!_sums.TryGetValue(name, out var sums))
                        _sums.Add(name, sums = new Sums(measure.K));
                    for (var i = 0; i < films.Length; i++)
                        sums.Add(lists[i], questions[films[i]], live.RatingCountOf(films[i]), live);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static int FoldOf(Rating rating) => (int)(Splits.Hash(rating.UserId, 0) % Folds);

    /// <summary>By film given, who likes it: their other liked films, and the weight of this one of theirs.</summary>
    private Dictionary<int, List<(HashSet<int> Others, double Weight)>> Questions(IEnumerable<Rating> ratings)
    {
        var questions = new Dictionary<int, List<(HashSet<int>, double)>>();
        foreach (var user in ratings.Where(rating => rating.Stars >= measure.Threshold).GroupBy(rating => rating.UserId, rating => rating.ItemId))
        {
            var liked = user.OrderBy(film => Splits.Hash(user.Key, film)).ToArray();
            if (liked.Length < 2)
                continue;
            var given = liked.Take(Given).ToArray();
            foreach (var film in given)
            {
                if (!questions.TryGetValue(film, out var of))
                    questions.Add(film, of = []);
                of.Add(([.. liked.Where(other => other != film)], 1.0 / given.Length));
            }
        }

        return questions;
    }

    private IEnumerable<Func<int[], IEnumerable<(string Name, int[][] Lists)>>> Makers(RatingMatrix matrix, LiveRatings live, CancellationToken cancellationToken)
    {
        var coRaters = new CoRaterSimilarities(live);
        var content = new ContentCosine(data.Items, live.RatingCountOf);
        string[] ofCoRaters = [.. SimilarityMeasures.OfCoRaters];
        yield return films => ofCoRaters.Zip(coRaters.Neighbours(CoRaterSimilarities.AllMeasures, films, cancellationToken).Select(Ids));
        yield return films => [(SimilarityMeasures.Content, Ids(content.Neighbours(films, cancellationToken)))];
        foreach (var (h, weight) in ((float, float)[])[(10, 0.1f), (30, 0.05f), (30, 0.1f), (30, 0.2f), (30, 0.4f), (100, 0.1f)])
        {
            var options = new RatersAndContentOptions { Shrinkage = h, ContentWeight = weight };
            var isDefault = (h, weight).Equals((new RatersAndContentOptions().Shrinkage, new RatersAndContentOptions().ContentWeight));
            var name = isDefault ? SimilarityMeasures.RatersAndContent : FormattableString.Invariant($"the same, h {h}, λ {weight}");
            var both = new RatersAndContent(live, content, options);
            yield return films => [(name, Ids(both.Neighbours(films, cancellationToken)))];
        }

        var allRaters = new CoRaterSimilarities(live, new SimilarityOptions { MinimumCoRaters = 1 }, isComplete: true);
        var allContent = new ContentCosine(data.Items, live.RatingCountOf, new ContentOptions { Count = Whole });
        yield return films => [("cosine × n_j^.2", Blends(live, films, [(allRaters.Neighbours(CoRaterMeasure.Cosine, films, cancellationToken), 1)], PopularityTilt))];
        foreach (var (algorithm, options) in algorithms)
        {
            var model = algorithm.CreateTrainer(options).Train(new TrainingData(matrix) { Items = data.Items, Users = data.Users }, cancellationToken: cancellationToken);
            if (!model.HasItemVectors)
                continue;
            var factors = new FactorCosine(model, new FactorSimilarityOptions { Count = Whole });
            yield return films =>
            {
                var whole = factors.Neighbours(films, cancellationToken);
                var cosine = allRaters.Neighbours(CoRaterMeasure.Cosine, films, cancellationToken);
                return
                [
                    ($"{SimilarityMeasures.Factors} of {algorithm.Name}", Ids(whole)),
                    ($"½ cosine + ½ {algorithm.Name} + {ContentTilt} content", Blends(live, films, [(cosine, 0.5f), (whole, 0.5f), (allContent.Neighbours(films, cancellationToken), ContentTilt)])),
                ];
            };
        }

        var popular = data.Items.Select(item => item.ItemId).OrderByDescending(live.RatingCountOf).ThenBy(id => id).Take(measure.K + 1).ToArray();
        yield return films => [("popularity", [.. films.Select(film => popular.Where(id => id != film).ToArray())])];
    }

    private int[][] Ids(SimilarityList[] lists) => [.. lists.Select(list => list.Neighbours.Take(measure.K).Select(one => one.ItemId).ToArray())];

    private int[][] Blends(LiveRatings live, int[] films, (SimilarityList[] Lists, float Weight)[] parts, double tilt = 0)
    {
        var blended = new int[films.Length][];
        for (var i = 0; i < films.Length; i++)
        {
            var scores = new Dictionary<int, double>();
            foreach (var (lists, weight) in parts)
            {
                foreach (var one in lists[i].Neighbours)
                    scores[one.ItemId] = scores.GetValueOrDefault(one.ItemId) + (weight * one.Similarity * Math.Pow(live.RatingCountOf(one.ItemId), tilt));
            }

            blended[i] = [.. scores.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Take(measure.K).Select(one => one.Key)];
        }

        return blended;
    }

    /// <summary>What the lists of one measure add up to.</summary>
    private sealed class Sums(int k)
    {
        private readonly HashSet<int> _shown = [];
        private double _users, _ndcg, _ndcgOfRare, _hit, _mrr, _given, _listed, _places, _ratings, _bits, _rare, _ndcgForRare;

        public void Add(int[] list, List<(HashSet<int> Others, double Weight)> users, int ratings, LiveRatings live)
        {
            double Gain(int film) => 1 / Math.Sqrt(live.RatingCountOf(film) + 1);
            (_given, _listed) = (_given + 1, _listed + (list.Length > 0 ? 1 : 0));
            foreach (var film in list)
            {
                _shown.Add(film);
                _ratings += live.RatingCountOf(film);
                _bits += Math.Log2((double)live.UserCount / Math.Max(1, live.RatingCountOf(film)));
            }

            _places += list.Length;
            foreach (var (others, weight) in users)
            {
                var (ndcg, first) = (Gained(list, others, _ => 1), Array.FindIndex(list, others.Contains));
                _users += weight;
                _ndcg += weight * ndcg;
                _ndcgOfRare += weight * Gained(list, others, Gain);
                _hit += weight * (first >= 0 ? 1 : 0);
                _mrr += first >= 0 ? weight / (first + 1) : 0;
                if (ratings < RareRatings)
                    (_rare, _ndcgForRare) = (_rare + 1, _ndcgForRare + ndcg);
            }
        }

        public SimilarFigures Figures(string name, int films) => new()
        {
            Measure = name,
            Ndcg = _ndcg / _users,
            NdcgOfRare = _ndcgOfRare / _users,
            NdcgForRare = _rare > 0 ? _ndcgForRare / _rare : null,
            Hit = _hit / _users,
            Mrr = _mrr / _users,
            Listed = _listed / _given,
            Coverage = (double)_shown.Count / films,
            MeanRatings = _places > 0 ? _ratings / _places : 0,
            Novelty = _places > 0 ? _bits / _places : 0,
        };

        private double Gained(int[] list, HashSet<int> others, Func<int, double> gain)
        {
            var gained = list.Select((film, place) => others.Contains(film) ? gain(film) / Math.Log2(place + 2) : 0).Sum();
            return gained / others.Select(gain).OrderDescending().Take(k).Select((most, place) => most / Math.Log2(place + 2)).Sum();
        }
    }
}
