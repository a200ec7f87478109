using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>The latest traces, searchable.</summary>
internal static class TracesPage
{
    private const int MostTraces = 200;

    public static Html Render(TelemetryStore store, IReadOnlyList<string> services, Query query)
    {
        var milliseconds = Math.Clamp(query.Number("ms"), 0, 1e9);
        var filter = new TraceFilter(query.Text("name"), query.Text("resource"), TimeSpan.FromMilliseconds(milliseconds), query.Flag("errors"));
        var traces = store.Spans.Find(filter, MostTraces);
        return Layout.Page("/traces", "Traces", Html.Of($"""
            <form class="filter" method="get" action="/traces">
            <label>Name or id <input type="search" name="name" value="{filter.Text}"></label>
            <label>Resource <select name="resource">{Layout.Options(services, filter.Resource, "all")}</select></label>
            <label>At least <span class="unit"><input type="number" name="ms" min="0" step="any" value="{(milliseconds > 0 ? query.Text("ms") : "")}"> ms</span></label>
            <label class="check"><input type="checkbox" name="errors"{(filter.ErrorsOnly ? Html.Of($" checked") : Html.None)}> with errors only</label>
            <button>Show</button>
            </form>
            <div id="traces" data-live>
            {(traces.Count == 0 ? Html.Of($"""<p class="empty">No traces.</p>""") : Html.Of($"""
            <table class="cards traces">
            <thead><tr><th>Time</th><th>Name</th><th>Spans</th><th class="number">Duration</th></tr></thead>
            <tbody>{traces.Select(Row)}</tbody>
            </table>
            """))}
            </div>
            """));
    }

    private static Html Row(TraceSummary trace) => Html.Of($"""
        <tr>
        <td data-label="Time"><time>{Figures.Clock(trace.Start)}</time></td>
        <th scope="row"><a id="trace-{trace.TraceId}" href="/traces/{trace.TraceId}">{trace.Name}</a>{(trace.Errors > 0 ? Html.Of($""" <span class="state bad">{trace.Errors} failed</span>""") : Html.None)}</th>
        <td data-label="Spans"><div class="resources">{trace.Resources.Select(resource => Html.Of($"""<span>{Layout.Resource(resource.Key)} <small>{resource.Value}</small></span>"""))}</div></td>
        <td data-label="Duration" class="number">{Figures.Of(trace.Duration)}</td>
        </tr>
        """);
}
