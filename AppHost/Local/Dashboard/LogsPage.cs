using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Structured log entries of all services.</summary>
internal static class LogsPage
{
    private const int MostEntries = 300;

    public static Html Render(TelemetryStore store, IReadOnlyList<string> services, Query query)
    {
        var level = Enum.TryParse<LogLevel>(query.Text("level"), out var named) && Enum.IsDefined(named) ? named : LogLevel.Trace;
        var filter = new LogFilter(level, query.Text("resource"), query.Text("text"), query.Text("trace"));
        var entries = store.Logs.Find(filter, MostEntries);
        return Layout.Page("/logs", "Structured logs", Html.Of($"""
            <form class="filter" method="get" action="/logs">
            <label>Resource <select name="resource">{Layout.Options(services, filter.Resource, "all")}</select></label>
            <label>Level <select name="level">{Layout.Options(Enum.GetNames<LogLevel>(), level.ToString())}</select></label>
            <label>Text <input type="search" name="text" value="{filter.Text}"></label>
            <label>Trace id <input type="search" name="trace" value="{filter.TraceId}" class="code"></label>
            <button>Show</button>
            </form>
            <div id="logs" data-live>{Entries(entries)}</div>
            """));
    }

    public static Html Entries(IReadOnlyList<LogEntry> entries) => entries.Count == 0 ? Html.Of($"""<p class="empty">No entries.</p>""") : Html.Of($"""
        <div class="rows">{entries.Select(entry => Html.Of($"""
            <details class="log {entry.Level.ToString().ToLowerInvariant()}" id="log-{entry.Number}">
            <summary><time>{Figures.Clock(entry.Time)}</time> <span class="level">{entry.Level}</span> {Layout.Resource(entry.Resource)} <span class="message">{entry.Message}</span></summary>
            <div class="inside">
            <p><span class="code">{entry.Category}</span>{(entry.TraceId is { } trace ? Html.Of($""" · <a href="/traces/{trace}">its trace</a>""") : Html.None)}</p>
            {Layout.Attributes(entry.Attributes)}
            </div>
            </details>
            """))}</div>
        """);
}
