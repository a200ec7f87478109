using System.Globalization;
using System.Text;

namespace MovieMesh.WebUI.Posters;

/// <summary>An SVG of 200 by 300 units in the making.</summary>
internal sealed class Canvas
{
    public const double Width = 200;
    public const double Height = 300;

    private readonly StringBuilder _svg = new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 300\" preserveAspectRatio=\"xMidYMid slice\">");

    public void Add(FormattableString element) => _svg.Append(element.ToString(CultureInfo.InvariantCulture));

    public void Rectangle(double x, double y, double width, double height, string fill, double opacity = 1) =>
        Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"{fill}\" opacity=\"{opacity:0.##}\"/>");

    public void Circle(double x, double y, double radius, string fill, double opacity = 1) =>
        Add($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"{fill}\" opacity=\"{opacity:0.##}\"/>");

    public void Ring(double x, double y, double radius, string stroke, double thickness, double opacity = 1) =>
        Add($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.##}\" opacity=\"{opacity:0.##}\"/>");

    public void Path(string data, string fill, double opacity = 1) => Add($"<path d=\"{data}\" fill=\"{fill}\" opacity=\"{opacity:0.##}\"/>");

    public void Polygon(IEnumerable<(double X, double Y)> points, string fill, double opacity = 1) =>
        Path(string.Concat(points.Select((point, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{point.X:0.#} {point.Y:0.#}"))) + "Z", fill, opacity);

    /// <summary>A vertical fade between two colours over a band of the whole width.</summary>
    public void Fade(string id, double top, double height, (string Colour, double Opacity) from, (string Colour, double Opacity) to)
    {
        Add($"<defs><linearGradient id=\"{id}\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{from.Colour}\" stop-opacity=\"{from.Opacity:0.##}\"/>");
        Add($"<stop offset=\"1\" stop-color=\"{to.Colour}\" stop-opacity=\"{to.Opacity:0.##}\"/></linearGradient></defs>");
        Rectangle(0, top, Width, height, $"url(#{id})");
    }

    /// <summary>A band of the ground that hides the motif where the title stands and lets it out gently.</summary>
    public void Quiet(string ground, bool atTop)
    {
        var (solid, clear) = atTop ? (0, 1) : (1, 0);
        Add($"<defs><linearGradient id=\"q\" x1=\"0\" x2=\"0\" y1=\"{solid}\" y2=\"{clear}\"><stop offset=\"0\" stop-color=\"{ground}\" stop-opacity=\"0.97\"/>");
        Add($"<stop offset=\"0.64\" stop-color=\"{ground}\" stop-opacity=\"0.86\"/><stop offset=\"1\" stop-color=\"{ground}\" stop-opacity=\"0\"/></linearGradient></defs>");
        Rectangle(0, atTop ? 0 : 130, Width, 170, "url(#q)");
    }

    public override string ToString() => $"{_svg}</svg>";
}
