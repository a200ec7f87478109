using System.Collections.Concurrent;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>What every page has, and the parts that several have.</summary>
internal static class Layout
{
    private const int Colours = 8;

    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.Ordinal);
    private static int _names = -1;

    private static readonly (string Path, string Name)[] Pages = [("/", "Resources"), ("/console", "Console"), ("/logs", "Logs"), ("/traces", "Traces"), ("/metrics", "Metrics")];

    public static Html Page(string path, string title, Html content) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · MovieMesh dashboard</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/dashboard.css">
        <script src="/dashboard.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>
        <a class="brand" href="/">Movie<b>Mesh</b></a>
        <nav aria-label="Pages">{Pages.Select(page => Html.Of($"""<a href="{page.Path}"{(page.Path == path ? Html.Of($" aria-current=\"page\"") : Html.None)}>{page.Name}</a>"""))}</nav>
        <button id="live" type="button" aria-pressed="true" hidden>Live</button>
        </header>
        <main id="main" tabindex="-1">
        <h1>{title}</h1>
        {content}
        </main>
        </body>
        </html>
        """);

    /// <summary>A resource's name with its colour, which is the same on every page.</summary>
    public static Html Resource(string name) => Html.Of($"""<span class="resource c{Colour(name)}">{name}</span>""");

    public static Html Options(IEnumerable<string> names, string chosen, string? all = null) => Html.Of($"""
        {(all is null ? Html.None : Html.Of($"""<option value="">{all}</option>"""))}{names.Select(name => Html.Of($"""<option{(name == chosen ? Html.Of($" selected") : Html.None)}>{name}</option>"""))}
        """);

    public static Html Attributes(IReadOnlyCollection<KeyValuePair<string, string>> attributes) => attributes.Count == 0 ? Html.None : Html.Of($"""
        <dl class="attributes">{attributes.Select(attribute => Html.Of($"<div><dt>{attribute.Key}</dt><dd>{attribute.Value}</dd></div>"))}</dl>
        """);

    /// <summary>Each name has a colour of its own while there are enough.</summary>
    public static int Colour(string name) => Numbers.GetOrAdd(name, static _ => Interlocked.Increment(ref _names) % Colours);
}
