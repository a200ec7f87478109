using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>One user's search in a <see cref="FactorSearch"/>: what is asked, and the best so far.</summary>
internal sealed class FactorSearchState
{
    public required FactorQuery Query { get; init; }

    /// <summary>The user's vector on the axes of the search.</summary>
    public required float[] Turned { get; init; }

    public required float Norm { get; init; }

    public required float RestNorm { get; init; }

    public required float RelativeSlack { get; init; }

    public required float Slack { get; init; }

    public required float[] Scores { get; init; }

    public required int[] Keys { get; init; }

    public required int[] Excluded { get; init; }

    public required Func<int, bool>? Allows { get; init; }

    public required float Caution { get; init; }

    public required int MinimumRatings { get; init; }

    /// <summary>How many of the best are kept so far.</summary>
    public int Count { get; set; }

    /// <summary>The score of an item, formed as the model forms it.</summary>
    public float ScoreOf(int item) => Query.Offset + Query.Items.Biases[item] + VectorMath.Dot(Query.PaddedFactors, Query.Items.PaddedRow(item));
}
