using MovieMesh.Workbench.Plots;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>How errors fall, and rise again, epoch by epoch: from a fit of its own that is told the held-out ratings and whose model is then thrown away.</summary>
internal sealed record LearningCurve(string Algorithm, bool InStars, IReadOnlyList<LearningCurvePoint> Points)
{
    private const string TrainColor = "#0969da";
    private const string HeldOutColor = "#bc4c00";

    /// <summary>Whether there is anything to draw.</summary>
    public bool IsEmpty => !Train.Any() && !HeldOut.Any();

    private IEnumerable<(double X, double Y)> Train => Points.Where(point => point.Train is not null).Select(point => ((double)point.Epoch, point.Train!.Value));

    private IEnumerable<(double X, double Y)> HeldOut => Points.Where(point => point.HeldOut is not null).Select(point => ((double)point.Epoch, point.HeldOut!.Value));

    public string ToSvg(string subtitle)
    {
        var train = new PlotSeries("training ratings", TrainColor, [.. Train]);
        var heldOut = new PlotSeries(Best(), HeldOutColor, [.. HeldOut]);
        PlotPanel[] panels = InStars
            ? [new PlotPanel("epoch", "RMSE in stars", [train, heldOut])]
            : [new PlotPanel("epoch", "loss per observation", [train]), new PlotPanel("epoch", "held-out error", [heldOut])];
        return SvgPlot.Draw(
            $"{Algorithm}: error per epoch",
            subtitle,
            [.. panels.Select(panel => panel with { Series = [.. panel.Series.Where(series => series.Points.Count > 0)] }).Where(panel => panel.Series.Count > 0)]);
    }

    private string Best() => HeldOut.Any() ? FormattableString.Invariant($"held out, best {HeldOut.Min(point => point.Y):f4}") : string.Empty;
}
