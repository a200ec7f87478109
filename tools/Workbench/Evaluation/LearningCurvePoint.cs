namespace MovieMesh.Workbench.Evaluation;

/// <summary>The errors after an epoch; null where the algorithm does not measure them.</summary>
internal sealed record LearningCurvePoint(int Epoch, double? Train, double? HeldOut, double Seconds);
