namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Every process: how it is, where it is, and what can be done with it.</summary>
internal static class ResourcesPage
{
    public static Html Render(IReadOnlyList<ResourceRunner> runners, string formKey) => Layout.Page("/", "Resources", Html.Of($"""
        <div id="resources" data-live>
        <p class="hint">{runners.Count(runner => runner.IsReady)} of {runners.Count} are healthy or have completed.</p>
        <table class="cards">
        <thead><tr><th>Name</th><th>State</th><th>Since</th><th class="number">Restarts</th><th>Address</th><th>Look at</th><th>Do</th></tr></thead>
        <tbody>{runners.Select(runner => Row(runner, formKey))}</tbody>
        </table>
        </div>
        """));

    public static Html RenderOne(ResourceRunner runner, IReadOnlyList<ResourceRunner> runners, string formKey) => Layout.Page("/resources", runner.Name, Html.Of($"""
        <div id="resource" data-live>
        <dl class="facts">
        <div><dt>State</dt><dd>{State(runner)}</dd></div>
        <div><dt>Since</dt><dd>{Since(runner)}</dd></div>
        <div><dt>Process</dt><dd>{runner.Status.Pid?.ToString("D", null) ?? "–"}</dd></div>
        <div><dt>Restarts</dt><dd>{runner.Status.Restarts}</dd></div>
        <div><dt>Address</dt><dd>{Address(runner)}</dd></div>
        <div><dt>Health</dt><dd>{runner.Resource.HealthPath ?? (runner.Url is null ? "runs" : "listens")}</dd></div>
        <div><dt>Waits for</dt><dd>{(runner.Resource.Dependencies.Count == 0 ? "–" : string.Join(", ", runner.Resource.Dependencies.Select(dependency => dependency.Resource).Distinct(StringComparer.Ordinal)))}</dd></div>
        <div><dt>Waited for by</dt><dd>{string.Join(", ", runners.Where(other => other.Resource.Dependencies.Any(dependency => dependency.Resource == runner.Resource.Name)).Select(other => other.Name).DefaultIfEmpty("–"))}</dd></div>
        </dl>
        <div class="actions">{Actions(runner, formKey)} {Links(runner)}</div>
        </div>
        <h2>Environment</h2>
        <p class="hint">What it gets beside the environment of the AppHost. Secrets are masked.</p>
        <table class="cards wide"><thead><tr><th>Name</th><th>Value</th></tr></thead>
        <tbody>{runner.Environment.Select(variable => Html.Of($"""<tr><th scope="row" class="code">{variable.Key}</th><td class="code break">{Secrets.Mask(variable.Key, variable.Value)}</td></tr>"""))}</tbody></table>
        <h2>Command</h2>
        <p class="code break">{runner.Resource.Command.FileName} {string.Join(' ', runner.Resource.Command.Arguments)}</p>
        """));

    private static Html Row(ResourceRunner runner, string formKey) => Html.Of($"""
        <tr id="row-{runner.Name}">
        <th scope="row"><a href="/resources/{runner.Name}">{Layout.Resource(runner.Name)}</a></th>
        <td data-label="State">{State(runner)}</td>
        <td data-label="Since">{Since(runner)}</td>
        <td data-label="Restarts" class="number">{runner.Status.Restarts}</td>
        <td data-label="Address">{Address(runner)}</td>
        <td data-label="Look at">{Links(runner)}</td>
        <td class="actions">{Actions(runner, formKey)}</td>
        </tr>
        """);

    private static Html State(ResourceRunner runner)
    {
        var (mood, text) = runner.Status switch
        {
            { State: ResourceState.Completed } => ("good", "Completed"),
            { State: ResourceState.Running, Healthy: true } => ("good", "Running"),
            { State: ResourceState.Running } => ("bad", "Unhealthy"),
            { State: ResourceState.Restarting } status => ("bad", $"Restarting: {status.Problem}"),
            { State: ResourceState.Stopped } => ("off", "Stopped"),
            { State: var state } => ("busy", state.ToString()),
        };
        return Html.Of($"""<span class="state {mood}">{text}</span>""");
    }

    private static Html Since(ResourceRunner runner) => runner.Status.StartedAt is { } time
        ? Html.Of($"""<time datetime="{time:O}" title="{time.ToLocalTime():yyyy-MM-dd HH:mm:ss}">{Figures.ShortClock(time)}</time>""")
        : Html.Of($"–");

    private static Html Address(ResourceRunner runner) => runner.Url switch
    {
        null => Html.Of($"–"),
        { } url when url.StartsWith("http:", StringComparison.Ordinal) => Html.Of($"""<a href="{url}">{url}</a>"""),
        { } url => Html.Of($"{url}"),
    };

    private static Html Links(ResourceRunner runner)
    {
        var console = Html.Of($"""<a href="{Query.Address("/console", ("resource", runner.Name))}" aria-label="Console of {runner.Name}">console</a>""");
        return runner.Resource is ProjectResource
            ? Html.Of($"""
                {console} · <a href="{Query.Address("/logs", ("resource", runner.Name))}" aria-label="Logs of {runner.Name}">logs</a> ·
                <a href="{Query.Address("/traces", ("resource", runner.Name))}" aria-label="Traces of {runner.Name}">traces</a> ·
                <a href="{Query.Address("/metrics", ("resource", runner.Name))}" aria-label="Metrics of {runner.Name}">metrics</a>
                """)
            : console;
    }

    private static Html Actions(ResourceRunner runner, string formKey)
    {
        var rests = runner.Status.State is ResourceState.Stopped or ResourceState.Completed;
        return Html.Join([Action("start", "Start", rests), Action("stop", "Stop", !rests), Action("restart", "Restart", !rests)]);

        Html Action(string verb, string name, bool isOpen) => Html.Of($"""
            <form method="post" action="/resources/{runner.Name}/{verb}"><input type="hidden" name="key" value="{formKey}"><button id="{verb}-{runner.Name}" aria-label="{name} {runner.Name}"{(isOpen ? Html.None : Html.Of($" disabled"))}>{name}</button></form>
            """);
    }
}
