using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>What a service measures, as charts of the last minutes.</summary>
internal static class MetricsPage
{
    private const int MostLines = 8;

    private static readonly string[] Spans = ["5", "15"];

    public static Html Render(TelemetryStore store, IReadOnlyList<string> services, Query query, DateTimeOffset now)
    {
        var all = store.Metrics.Instruments();
        var resource = services.Contains(query.Text("resource"), StringComparer.Ordinal) ? query.Text("resource") : services.Count > 0 ? services[0] : "";
        var own = all.Where(instrument => instrument.Resource == resource).ToList();
        var chosen = own.FirstOrDefault(instrument => IdOf(instrument) == query.Text("instrument")) ?? own.FirstOrDefault(instrument => instrument.Meter.StartsWith("MovieMesh", StringComparison.Ordinal)) ?? own.FirstOrDefault();
        var minutes = query.Text("minutes") == "15" ? "15" : "5";
        return Layout.Page("/metrics", "Metrics", Html.Of($"""
            <form class="filter" method="get" action="/metrics">
            <label>Resource <select name="resource">{Layout.Options(services, resource)}</select></label>
            <label>Instrument <select name="instrument">{own.GroupBy(instrument => instrument.Meter).Select(meter => Html.Of($"""
                <optgroup label="{meter.Key}">{meter.Select(instrument => Html.Of($"""<option value="{IdOf(instrument)}"{(instrument == chosen ? Html.Of($" selected") : Html.None)}>{instrument.Name}</option>"""))}</optgroup>
                """))}</select></label>
            <label>Minutes <select name="minutes">{Layout.Options(Spans, minutes)}</select></label>
            <button>Show</button>
            </form>
            <div id="metrics" data-live>
            {(chosen is null ? Html.Of($"""<p class="empty">Nothing was measured yet.</p>""") : Charts(chosen, store.Metrics.Read(chosen), TimeAxis.UpTo(now, minutes == "5" ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(15), minutes == "5" ? 30 : 60)))}
            </div>
            """));
    }

    private static Html Charts(Instrument instrument, IReadOnlyList<MetricSeries> series, TimeAxis axis) => Html.Of($"""
        <h2 class="code break">{instrument.Name}</h2>
        <p class="hint">{instrument.Description} <span class="code">{instrument.Meter}</span></p>
        {(instrument.Kind == InstrumentKind.Histogram ? Histogram(instrument, series, axis) : Lines(instrument, series, axis))}
        """);

    private static Html Lines(Instrument instrument, IReadOnlyList<MetricSeries> series, TimeAxis axis)
    {
        var isCounter = instrument.Kind == InstrumentKind.Counter;
        var lines = series
            .Select(one => (Series: one, Line: new ChartLine(NameOf(one), isCounter ? MetricLines.Rate(one, axis, point => point.Value) : MetricLines.Gauge(one, axis))))
            .OrderByDescending(one => one.Line.Values.Max() ?? double.MinValue)
            .ToList();
        return Html.Of($"""
            {Chart.Render(isCounter ? "A second" : "Value", [.. lines.Take(MostLines).Select(one => one.Line)], axis, value => isCounter ? Figures.Rate(value, instrument.Unit) : Figures.Of(value, instrument.Unit))}
            <table class="cards"><thead><tr><th>Attributes</th><th class="number">{(isCounter ? "Since the start" : "Latest")}</th></tr></thead>
            <tbody>{lines.Select(one => Html.Of($"""<tr><th scope="row" class="code break">{NameOf(one.Series)}</th><td class="number" data-label="Value">{Figures.Of(one.Series.Points[^1].Value, instrument.Unit)}</td></tr>"""))}</tbody></table>
            """);
    }

    private static Html Histogram(Instrument instrument, IReadOnlyList<MetricSeries> series, TimeAxis axis)
    {
        var bounds = series.Count == 0 ? [] : series[0].Bounds;
        var steps = MetricLines.Buckets(series, axis);
        var rates = series.Select(one => MetricLines.Rate(one, axis, point => point.Count)).ToList();
        return Html.Of($"""
            {Chart.Render("Quantiles", [.. MetricLines.Quantiles.Select(quantile => new ChartLine(FormattableString.Invariant($"p{100 * quantile:0.#}"), [.. steps.Select(step => MetricLines.Quantile(step, bounds, quantile))]))], axis, value => Figures.Of(value, instrument.Unit))}
            {Chart.Render("Measurements a second", [new ChartLine("all", [.. Enumerable.Range(0, axis.Steps).Select(step => rates.Any(rate => rate[step] is not null) ? rates.Sum(rate => rate[step] ?? 0) : (double?)null)])], axis, value => Figures.Rate(value, ""))}
            <table class="cards"><thead><tr><th>Attributes</th><th class="number">Measurements</th><th class="number">Mean</th><th class="number">p50</th><th class="number">p99</th></tr></thead>
            <tbody>{series.Select(one => HistogramRow(instrument, one))}</tbody></table>
            <p class="hint">The table counts from the start of the process.</p>
            """);
    }

    private static Html HistogramRow(Instrument instrument, MetricSeries series)
    {
        var latest = series.Points[^1];
        double[] buckets = [.. latest.Buckets];
        return Html.Of($"""
            <tr><th scope="row" class="code break">{NameOf(series)}</th>
            <td class="number" data-label="Measurements">{Figures.Of(latest.Count, "")}</td>
            <td class="number" data-label="Mean">{(latest.Count == 0 ? "–" : Figures.Of(latest.Value / latest.Count, instrument.Unit))}</td>
            <td class="number" data-label="p50">{Text(0.5)}</td>
            <td class="number" data-label="p99">{Text(0.99)}</td></tr>
            """);

        string Text(double quantile) => MetricLines.Quantile(buckets, series.Bounds, quantile) is { } value ? Figures.Of(value, instrument.Unit) : "–";
    }

    private static string NameOf(MetricSeries series) => series.Attributes.Length == 0 ? "all" : series.Attributes;

    private static string IdOf(Instrument instrument) => $"{instrument.Meter}/{instrument.Name}";
}
