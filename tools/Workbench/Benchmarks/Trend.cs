namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The straight line nearest to some points, by least squares.</summary>
/// <param name="Slope">What it rises by for every 1 of x.</param>
/// <param name="StandardError">How uncertain the slope is, were the points independent.</param>
internal readonly record struct Trend(double Slope, double StandardError)
{
    public static Trend Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3)
        {
            return new Trend(double.NaN, double.NaN);
        }

        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var residual = points.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        return new Trend(slope, Math.Sqrt(residual / (points.Count - 2) / spread));
    }
}
