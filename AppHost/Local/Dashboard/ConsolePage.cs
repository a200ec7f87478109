namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>What a process has written to its console.</summary>
internal static class ConsolePage
{
    private const int MostLines = 1_000;

    public static Html Render(IReadOnlyList<ResourceRunner> runners, Query query)
    {
        var runner = runners.FirstOrDefault(one => one.Name == query.Text("resource")) ?? runners[0];
        var text = query.Text("text");
        var lines = runner.Console.Latest(text, MostLines);
        return Layout.Page("/console", "Console", Html.Of($"""
            <form class="filter" method="get" action="/console">
            <label>Resource <select name="resource">{Layout.Options(runners.Select(one => one.Name), runner.Name)}</select></label>
            <label>Text <input type="search" name="text" value="{text}"></label>
            <button>Show</button>
            </form>
            <div id="console" class="console" data-live data-follow tabindex="0" role="region" aria-label="Console of {runner.Name}">
            {(lines.Count == 0 ? Html.Of($"""<p class="empty">{(text.Length == 0 ? "It has written nothing yet." : "No line has that text.")}</p>""") : Html.Of($"""<ol>{lines.Select(Line)}</ol>"""))}
            </div>
            """));
    }

    private static Html Line(ConsoleLine line) => Html.Of($"""<li{(IsBad(line.Text) ? Html.Of($" class=\"bad\"") : Html.None)}>{(TellsTime(line.Text) ? Html.None : Html.Of($"<time>{Figures.ShortClock(line.Time)}</time> "))}{line.Text}</li>""");

    private static bool TellsTime(string line) => line is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9', ':', ..];

    private static bool IsBad(string line) => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal) || line.StartsWith("[apphost]", StringComparison.Ordinal);
}
