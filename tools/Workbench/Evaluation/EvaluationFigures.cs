namespace MovieMesh.Workbench.Evaluation;

/// <summary>What one algorithm reached under a protocol; errors in stars, pooled over all folds, times summed over them.</summary>
internal sealed record EvaluationFigures(
    string Dataset,
    string Protocol,
    string Algorithm,
    object Options,
    double Rmse,
    double Mae,
    double[] FoldRmse,
    int HeldOut,
    double FitSeconds,
    double PredictSeconds,
    double PeakMegabytes);
