namespace MovieMesh.Recommenders.Evaluation;

/// <summary>How well the top k places of lists hold what users turned out to like; means over users, each weighing the same. NaN for no users.</summary>
/// <param name="Users">The number of users measured.</param>
/// <param name="Precision">Hits over k.</param>
/// <param name="Recall">Hits over the user's relevant items.</param>
/// <param name="Ndcg">Σ over hits of 1/log₂(place + 1), over the same sum for a list whose first min(k, relevant) places are all hits.</param>
/// <param name="Map">Mean average precision: Σ over hits of (hits up to that place)/place, over min(k, relevant).</param>
/// <param name="Mrr">Mean reciprocal rank: one over the place of the first hit, 0 without any among the first k.</param>
public sealed record RankingAccuracy(int Users, double Precision, double Recall, double Ndcg, double Map, double Mrr)
{
    /// <summary>Measures lists.</summary>
    /// <param name="rankings">The lists; those shorter than k count as if filled up with misses, longer ones are cut.</param>
    /// <param name="k">The places that count, ≥ 1.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is out of its range.</exception>
    public static RankingAccuracy Of(IReadOnlyCollection<UserRanking> rankings, int k)
    {
        ArgumentNullException.ThrowIfNull(rankings);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var (precision, recall, ndcg, map, mrr) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var ranking in rankings)
        {
            var (hits, gain, averaged, first) = (0, 0.0, 0.0, 0.0);
            for (var place = 1; place <= Math.Min(k, ranking.List.Length); place++)
            {
                if (!ranking.Relevant.Contains(ranking.List[place - 1].ItemId))
                    continue;
                hits++;
                gain += Discount(place);
                averaged += (double)hits / place;
                first = first == 0 ? 1.0 / place : first;
            }

            var most = Math.Min(k, ranking.Relevant.Count);
            var ideal = 0.0;
            for (var place = 1; place <= most; place++)
                ideal += Discount(place);
            precision += (double)hits / k;
            recall += (double)hits / ranking.Relevant.Count;
            ndcg += gain / ideal;
            map += averaged / most;
            mrr += first;
        }

        var users = rankings.Count;
        return new RankingAccuracy(users, precision / users, recall / users, ndcg / users, map / users, mrr / users);
    }

    private static double Discount(int place) => 1 / Math.Log2(place + 1);
}
