using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>One trace as a waterfall, with what its messages led to in other traces.</summary>
internal static class TracePage
{
    private const int Ticks = 4;
    private const double Narrowest = 0.25;

    public static Html Render(string traceId, IReadOnlyList<RecordedSpan> spans, IReadOnlyList<LogEntry> logs)
    {
        if (spans.Count == 0)
        {
            return Layout.Page("/traces", "Trace", Html.Of($"""
                <p class="empty" id="waterfall" data-live>Nothing is known of the trace <span class="code">{traceId}</span>: it was not sampled, has not arrived yet, or is older than what is kept.</p>
                """));
        }

        var (start, end) = (spans[0].Start, spans.Max(span => span.End));
        var length = end > start ? end - start : TimeSpan.FromTicks(1);
        var first = TraceSummary.Of([.. spans.Where(span => span.TraceId == traceId)]);
        var rows = Tree.Of(traceId, spans);
        return Layout.Page("/traces", first.Name, Html.Of($"""
            <div id="waterfall" data-live>
            <dl class="facts">
            <div><dt>Trace</dt><dd class="code break">{traceId}</dd></div>
            <div><dt>Began</dt><dd>{Figures.Clock(start)}</dd></div>
            <div><dt>Took</dt><dd>{Figures.Of(length)}</dd></div>
            <div><dt>Spans</dt><dd>{spans.Count}</dd></div>
            <div><dt>Resources</dt><dd>{spans.Select(span => span.Resource).Distinct(StringComparer.Ordinal).Select(name => Html.Of($"{Layout.Resource(name)} "))}</dd></div>
            <div><dt>Failed</dt><dd>{spans.Count(span => span.Error is not null)}</dd></div>
            </dl>
            <div class="rows waterfall">
            <div class="scale" aria-hidden="true"><span></span><span class="ticks">{Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"<span>{Figures.Of(length * tick / Ticks)}</span>"))}</span></div>
            {rows.Select(row => Row(row, start, length))}
            </div>
            <p><a href="/traces/{traceId}.json">As JSON</a></p>
            <h2>Logs</h2>
            {LogsPage.Entries(logs)}
            </div>
            """));
    }

    private static Html Row(TreeRow row, DateTimeOffset start, TimeSpan length)
    {
        var span = row.Span;
        var left = 100 * ((span.Start - start) / length);
        var width = Math.Clamp(100 * (span.Duration / length), Narrowest, 100);
        return Html.Of($"""
            <details class="span" id="span-{span.SpanId}" data-resource="{span.Resource}">
            <summary>
            <span class="name"><span class="indent" aria-hidden="true">{Enumerable.Repeat(Html.Of($"<i></i>"), row.Depth)}</span>{(row.IsLinked ? Html.Of($"""<span class="linked" title="Linked: it is part of another trace">↪</span> """) : Html.None)}{Layout.Resource(span.Resource)} <span class="what">{span.Title}</span>{(span.Error is null ? Html.None : Html.Of($""" <span class="state bad">failed</span>"""))}</span>
            <span class="time"><svg class="bar" aria-hidden="true"><rect class="f{Layout.Colour(span.Resource)}" x="{Math.Min(left, 100 - Narrowest):F3}%" width="{width:F3}%" height="100%"/></svg><span class="took">{Figures.Of(span.Duration)}</span></span>
            </summary>
            <div class="inside">
            {(string.IsNullOrEmpty(span.Error) ? Html.None : Html.Of($"""<p class="bad">{span.Error}</p>"""))}
            <p>{span.Kind} span of <span class="code">{span.Source}</span>, begun {Figures.Of(span.Start - start)} after the first{(row.IsLinked ? Html.Of($""", in <a href="/traces/{span.TraceId}">another trace</a>""") : Html.None)}.</p>
            {Layout.Attributes(span.Attributes)}
            {(span.Links.Count == 0 ? Html.None : Html.Of($"""<p>Linked to {span.Links.Count} {(span.Links.Count == 1 ? "span" : "spans")}: {span.Links.Take(20).Select(link => Html.Of($"""<a class="code" href="/traces/{link.TraceId}#span-{link.SpanId}">{link.SpanId}</a> """))}{(span.Links.Count > 20 ? "…" : "")}</p>"""))}
            {span.Events.Select(happened => Html.Of($"""<h3>{happened.Name} <small>after {Figures.Of(happened.Time - span.Start)}</small></h3>{Layout.Attributes(happened.Attributes)}"""))}
            </div>
            </details>
            """);
    }
}
