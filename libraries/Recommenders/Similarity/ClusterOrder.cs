namespace MovieMesh.Recommenders.Similarity;

/// <summary>Puts what is alike side by side, so that a heat map shows its blocks.</summary>
public static class ClusterOrder
{
    /// <summary>
    /// The order of the leaves of a hierarchical clustering with average linkage (UPGMA: Sokal and Michener, 1958). Two clusters that are joined are turned so that the ends that
    /// meet are as alike as can be. Equal similarities join the pair that comes first.
    /// </summary>
    /// <param name="similarities">A symmetric matrix, row by row. At most a few hundred rows: the time grows with their cube.</param>
    /// <returns>The indices of the rows, each once.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static int[] Of(IReadOnlyList<IReadOnlyList<float>> similarities)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        if (similarities.Any(row => row.Count != similarities.Count))
            throw new ArgumentException("A matrix of similarities has as many columns as rows.", nameof(similarities));
        var clusters = Enumerable.Range(0, similarities.Count).Select(row => new[] { row }).ToList();
        var linkage = similarities.Select(row => row.Select(similarity => (double)similarity).ToList()).ToList();
        while (clusters.Count > 1)
        {
            var (first, second) = MostAlike(linkage);
            var joined = Join(clusters[first], clusters[second], similarities);
            var (sizeOfFirst, sizeOfSecond) = (clusters[first].Length, clusters[second].Length);
            for (var other = 0; other < clusters.Count; other++)
            {
                var mean = ((sizeOfFirst * linkage[first][other]) + (sizeOfSecond * linkage[second][other])) / (sizeOfFirst + sizeOfSecond);
                linkage[first][other] = linkage[other][first] = mean;
            }

            clusters[first] = joined;
            clusters.RemoveAt(second);
            linkage.RemoveAt(second);
            linkage.ForEach(row => row.RemoveAt(second));
        }

        return clusters.Count == 0 ? [] : clusters[0];
    }

    private static (int First, int Second) MostAlike(List<List<double>> linkage)
    {
        var (first, second) = (0, 1);
        for (var i = 0; i < linkage.Count; i++)
        {
            for (var j = i + 1; j < linkage.Count; j++)
            {
                if (linkage[i][j] > linkage[first][second])
                    (first, second) = (i, j);
            }
        }

        return (first, second);
    }

    private static int[] Join(int[] left, int[] right, IReadOnlyList<IReadOnlyList<float>> similarities)
    {
        (int[] Left, int[] Right)[] ways = [(left, right), (left, Turn(right)), (Turn(left), right), (Turn(left), Turn(right))];
        var best = ways.MaxBy(way => similarities[way.Left[^1]][way.Right[0]]);
        return [.. best.Left, .. best.Right];
    }

    private static int[] Turn(int[] cluster) => [.. cluster.Reverse()];
}
