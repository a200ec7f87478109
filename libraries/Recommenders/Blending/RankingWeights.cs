using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Blending;

/// <summary>The weights of a blend for rankings: those ≥ 0, summing to 1, whose lists have the best mean NDCG@10 on ratings that no part has seen.</summary>
internal static class RankingWeights
{
    private const int ListLength = 10;

    // What a blend puts first is among what some part puts here; so much is kept of each user.
    private const int CandidatesOfPart = 100;
    private const int MostUsers = 5_000;

    private static readonly float[] Steps = [0.3f, 0.15f, 0.08f, 0.04f];

    /// <summary>Climbs from equal weights, moving one weight at a time by ever smaller steps.</summary>
    public static float[] Fit(RecommenderModel[] parts, RatingMatrix training, Rating[] heldOut, float threshold, CancellationToken cancellationToken)
    {
        var users = Candidates(parts, training, heldOut, threshold, cancellationToken);
        var best = Enumerable.Repeat(1f / parts.Length, parts.Length).ToArray();
        if (users.Length == 0)
            return best;
        var bestNdcg = Ndcg(users, best);
        foreach (var step in Steps)
        {
            for (var improved = true; improved;)
            {
                improved = false;
                for (var move = 0; move < 2 * parts.Length; move++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var next = Moved(best, move / 2, move % 2 == 0 ? step : -step);
                    var ndcg = Ndcg(users, next);
                    if (ndcg <= bestNdcg + 1e-9)
                        continue;
                    (best, bestNdcg, improved) = (next, ndcg, true);
                }
            }
        }

        return best;
    }

    private static float[] Moved(float[] weights, int part, float step)
    {
        var moved = (float[])weights.Clone();
        moved[part] = Math.Max(0, moved[part] + step);
        var sum = moved.Sum();
        return sum > 0 ? [.. moved.Select(weight => weight / sum)] : weights;
    }

    private static double Ndcg(Candidate[] users, float[] weights)
    {
        var sum = 0.0;
        var (scores, keys) = (new float[ListLength], new int[ListLength]);
        foreach (var user in users)
        {
            var top = new TopK(scores, keys);
            for (var i = 0; i < user.IsRelevant.Length; i++)
                top.Offer(VectorMath.DotScalar(weights, user.Scores.AsSpan(i * weights.Length, weights.Length)), i);
            top.Sort();
            var gain = 0.0;
            for (var place = 0; place < top.Count; place++)
                gain += user.IsRelevant[keys[place]] ? 1 / Math.Log2(place + 2) : 0;
            sum += gain / user.Ideal;
        }

        return sum / users.Length;
    }

    private static Candidate[] Candidates(RecommenderModel[] parts, RatingMatrix training, Rating[] heldOut, float threshold, CancellationToken cancellationToken)
    {
        var wanted = heldOut.Where(rating => rating.Stars >= threshold && training.Users.TryGetIndex(rating.UserId, out _))
            .GroupBy(rating => rating.UserId, rating => rating.ItemId).OrderBy(user => user.Key).ToArray();
        var step = Math.Max(1, wanted.Length / MostUsers);
        var found = new Candidate[(wanted.Length + step - 1) / step];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            found[i] = Candidates(parts, training, wanted[i * step].Key, [.. wanted[i * step]]));
        return found;
    }

    private static Candidate Candidates(RecommenderModel[] parts, RatingMatrix training, int userId, HashSet<int> relevant)
    {
        var row = training.RatingsOfUser(training.Users.IndexOf(userId));
        var seen = new bool[training.Items.Count];
        foreach (var item in row.Indices)
            seen[item] = true;
        var standardized = new float[parts.Length][];
        var chosen = new SortedSet<int>();
        for (var part = 0; part < parts.Length; part++)
        {
            var profile = parts[part].ProfileOf(userId);
            var own = new float[parts[part].ItemIds.Count];
            parts[part].Score(profile, own);
            var scores = standardized[part] = new float[seen.Length];
            for (var item = 0; item < scores.Length; item++)
            {
                var score = parts[part].ItemIds.TryGetIndex(training.Items[item], out var place) ? own[place] : parts[part].Predict(profile, training.Items[item]);
                scores[item] = parts[part].PredictsStars ? Math.Clamp(score, parts[part].LowestStars, parts[part].HighestStars) : score;
            }

            var (mean, scale) = Standardization.Of(scores);
            var (best, keys) = (new float[CandidatesOfPart], new int[CandidatesOfPart]);
            var top = new TopK(best, keys);
            for (var item = 0; item < scores.Length; item++)
            {
                scores[item] = (scores[item] - mean) * scale;
                if (!seen[item])
                    top.Offer(scores[item], item);
            }

            for (var i = 0; i < top.Count; i++)
                chosen.Add(keys[i]);
        }

        var candidate = new Candidate([.. chosen.SelectMany(item => standardized.Select(scores => scores[item]))], [.. chosen.Select(item => relevant.Contains(training.Items[item]))], 0);
        return candidate with { Ideal = Enumerable.Range(0, Math.Min(ListLength, relevant.Count)).Sum(place => 1 / Math.Log2(place + 2)) };
    }

    /// <summary>One user's candidates: standardized scores, those of one item side by side; whether each is relevant; the gain of an ideal list.</summary>
    private sealed record Candidate(float[] Scores, bool[] IsRelevant, double Ideal);
}
