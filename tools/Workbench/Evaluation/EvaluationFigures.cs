using MovieMesh.Workbench.Tuning;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>The figures of an algorithm under a protocol: accuracies are means over the folds, counts and times sums, memory the most.</summary>
internal sealed record EvaluationFigures : Figures
{
    public required string Dataset { get; init; }

    public required string Protocol { get; init; }

    public required string Algorithm { get; init; }

    public required object Options { get; init; }

    public required int K { get; init; }

    public required double Threshold { get; init; }

    public required bool PositivesOnly { get; init; }

    public required IReadOnlyList<FoldFigures> Folds { get; init; }

    /// <summary>Errors per epoch on the first fold, of another fit than the figures are of; null where no plot was asked for.</summary>
    public IReadOnlyList<LearningCurvePoint>? Curve { get; init; }

    /// <summary>The search that led to the options; null where none was asked for.</summary>
    public TuningResult? Tuning { get; init; }

    public static EvaluationFigures Of(string dataset, Protocol protocol, string algorithm, object options, Measure measure, IReadOnlyList<FoldFigures> folds) => new()
    {
        Dataset = dataset,
        Protocol = protocol.Text,
        Algorithm = algorithm,
        Options = options,
        K = measure.K,
        Threshold = measure.Threshold,
        PositivesOnly = measure.PositivesOnly,
        Folds = folds,
        HeldOut = folds.Sum(fold => fold.HeldOut),
        Rmse = folds.Average(fold => fold.Rmse),
        Mae = folds.Average(fold => fold.Mae),
        RankedUsers = folds.Sum(fold => fold.RankedUsers),
        Precision = folds.Average(fold => fold.Precision),
        Recall = folds.Average(fold => fold.Recall),
        Ndcg = folds.Average(fold => fold.Ndcg),
        Map = folds.Average(fold => fold.Map),
        Mrr = folds.Average(fold => fold.Mrr),
        Coverage = folds.Average(fold => fold.Coverage),
        Novelty = folds.Average(fold => fold.Novelty),
        Diversity = folds.Average(fold => fold.Diversity),
        FitSeconds = folds.Sum(fold => fold.FitSeconds),
        PredictSeconds = folds.Sum(fold => fold.PredictSeconds),
        RankSeconds = folds.Sum(fold => fold.RankSeconds),
        PeakMegabytes = folds.Max(fold => fold.PeakMegabytes),
    };
}
