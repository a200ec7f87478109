using System.Globalization;
using System.Security;
using System.Text;

namespace MovieMesh.Workbench.Plots;

/// <summary>Draws panels of lines below each other as SVG: a page of text that any browser shows.</summary>
internal static class SvgPlot
{
    private const int Width = 760;
    private const int PanelHeight = 330;
    private const int Head = 56;
    private const int Left = 76;
    private const int Right = 150;
    private const int Top = 14;
    private const int Bottom = 46;
    private const int MostMarkers = 60;
    private const int LeastLabelDistance = 16;

    public static string Draw(string title, string subtitle, IReadOnlyList<PlotPanel> panels)
    {
        var height = Head + (PanelHeight * panels.Count);
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="system-ui, sans-serif" font-size="12">""");
        Add(svg, $"<title>{Escape(title)}</title>");
        Add(svg, $"""<rect width="{Width}" height="{height}" fill="#ffffff"/>""");
        Add(svg, $"""<text x="{Left}" y="24" font-size="16" font-weight="600" fill="#1f2328">{Escape(title)}</text>""");
        Add(svg, $"""<text x="{Left}" y="43" fill="#57606a">{Escape(subtitle)}</text>""");
        for (var i = 0; i < panels.Count; i++)
            Draw(svg, panels[i], Head + (PanelHeight * i));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, PlotPanel panel, int offset)
    {
        var points = panel.Series.SelectMany(series => series.Points).ToList();
        var x = Ticks.Between(points.Min(point => point.X), points.Max(point => point.X), 10, leastStep: 1);
        var y = Ticks.Between(points.Min(point => point.Y), points.Max(point => point.Y), 6);
        var (right, top, bottom) = (Width - Right, offset + Top, offset + PanelHeight - Bottom);
        double ToX(double value) => Left + ((value - x.First) / (x.Step * Math.Max(1, x.Count - 1)) * (right - Left));
        double ToY(double value) => bottom - ((value - y.First) / (y.Step * Math.Max(1, y.Count - 1)) * (bottom - top));
        for (var i = 0; i < y.Count; i++)
        {
            var value = y.First + (i * y.Step);
            Add(svg, $"""<line x1="{Left}" y1="{ToY(value):f1}" x2="{right}" y2="{ToY(value):f1}" stroke="#d8dee4"/>""");
            Add(svg, $"""<text x="{Left - 8}" y="{ToY(value) + 4:f1}" text-anchor="end" fill="#57606a">{Math.Round(value, 10):g7}</text>""");
        }

        for (var i = 0; i < x.Count; i++)
        {
            var value = x.First + (i * x.Step);
            Add(svg, $"""<line x1="{ToX(value):f1}" y1="{bottom}" x2="{ToX(value):f1}" y2="{bottom + 5}" stroke="#8c959f"/>""");
            Add(svg, $"""<text x="{ToX(value):f1}" y="{bottom + 19}" text-anchor="middle" fill="#57606a">{Math.Round(value, 10):g7}</text>""");
        }

        Add(svg, $"""<line x1="{Left}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="#8c959f"/>""");
        Add(svg, $"""<text x="{(Left + right) / 2}" y="{bottom + 38}" text-anchor="middle" fill="#1f2328">{Escape(panel.XLabel)}</text>""");
        Add(svg, $"""<text transform="translate(18 {(top + bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#1f2328">{Escape(panel.YLabel)}</text>""");

        // Names stand where their lines end, pushed apart where those come close.
        var label = double.NegativeInfinity;
        foreach (var series in panel.Series.OrderBy(series => ToY(series.Points[^1].Y)))
        {
            var path = string.Join(' ', series.Points.Select(point => Text($"{ToX(point.X):f1},{ToY(point.Y):f1}")));
            Add(svg, $"""<polyline points="{path}" fill="none" stroke="{series.Color}" stroke-width="2" stroke-linejoin="round"/>""");
            foreach (var (px, py) in series.Points.Count <= MostMarkers ? series.Points : [])
                Add(svg, $"""<circle cx="{ToX(px):f1}" cy="{ToY(py):f1}" r="2.5" fill="{series.Color}"><title>{Escape(series.Name)} {px:g7}: {py:f4}</title></circle>""");
            label = Math.Max(ToY(series.Points[^1].Y) + 4, label + LeastLabelDistance);
            Add(svg, $"""<text x="{ToX(series.Points[^1].X) + 9:f1}" y="{label:f1}" fill="{series.Color}">{Escape(series.Name)}</text>""");
        }
    }

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(Text(line)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
