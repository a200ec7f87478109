using System.Globalization;
using System.Text;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Lines over time. The plot alone is SVG and stretches; the labels are text of the page, so that they are as large on a phone.</summary>
internal static class Chart
{
    private const int Width = 1_000;
    private const int Height = 300;
    private const int Ticks = 4;

    private static readonly int[] RoundSteps = [1, 2, 4, 5, 8, 10];

    public static Html Render(string title, IReadOnlyList<ChartLine> lines, TimeAxis axis, Func<double, string> format)
    {
        var values = lines.SelectMany(line => line.Values).OfType<double>().ToList();
        if (values.Count == 0)
        {
            return Html.Of($"""<figure class="chart"><figcaption>{title}</figcaption><p class="empty">Nothing was measured in this time.</p></figure>""");
        }

        var (low, high) = (Math.Min(0, values.Min()), RoundUp(values.Max()));
        high = high > low ? high : low + 1;
        return Html.Of($"""
            <figure class="chart">
            <figcaption>{title}</figcaption>
            <div class="plot">
            <div class="values" aria-hidden="true">{Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"<span>{format(high - ((high - low) * tick / Ticks))}</span>"))}</div>
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{title}">
            {Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"""<line class="grid" x1="0" x2="{Width}" y1="{Height * tick / Ticks}" y2="{Height * tick / Ticks}"/>"""))}
            {lines.Select((line, index) => Html.Of($"""<path class="l{index % 8}" d="{Path(line.Values, low, high)}"/>"""))}
            </svg>
            <div class="times" aria-hidden="true">{Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"<span>{Figures.ShortClock(axis.Start + (axis.Length * tick / Ticks))}</span>"))}</div>
            </div>
            <ul class="legend">{lines.Select((line, index) => Html.Of($"""<li class="k{index % 8}">{line.Name} <b>{(line.Values.LastOrDefault(value => value is not null) is { } latest ? format(latest) : "–")}</b></li>"""))}</ul>
            </figure>
            """);
    }

    private static string Path(IReadOnlyList<double?> values, double low, double high)
    {
        var path = new StringBuilder();
        var isDrawing = false;
        for (var step = 0; step < values.Count; step++)
        {
            if (values[step] is { } value)
            {
                // A point by itself is a short stroke, or nobody would see it.
                var x = Width * (step + 0.5) / values.Count;
                var y = Height * (1 - ((value - low) / (high - low)));
                path.Append(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{x:F1} {y:F1}{(isDrawing ? "" : "h1")}");
            }

            isDrawing = values[step] is not null;
        }

        return path.ToString();
    }

    private static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 0;
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundSteps.Select(factor => factor * step).First(rounded => rounded >= value * 0.999_999);
    }
}
