namespace MovieMesh.Workbench.Evaluation;

/// <summary>What a fitted model reached: errors in stars, where it predicts them; the quality of its lists; and what it cost. What could not be measured is null.</summary>
internal record Figures
{
    /// <summary>Held-out ratings.</summary>
    public int HeldOut { get; init; }

    public double? Rmse { get; init; }

    public double? Mae { get; init; }

    /// <summary>Users with ratings to learn from and relevant held-out ones.</summary>
    public int RankedUsers { get; init; }

    public double? Precision { get; init; }

    public double? Recall { get; init; }

    public double? Ndcg { get; init; }

    public double? Map { get; init; }

    public double? Mrr { get; init; }

    public double? Coverage { get; init; }

    public double? Novelty { get; init; }

    public double? Diversity { get; init; }

    public double FitSeconds { get; init; }

    /// <summary>For all held-out ratings.</summary>
    public double PredictSeconds { get; init; }

    /// <summary>For the lists of all ranked users.</summary>
    public double RankSeconds { get; init; }

    /// <summary>The most memory that the process held meanwhile, data set and runtime included.</summary>
    public double PeakMegabytes { get; init; }
}
