using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.AppHost.Local.Telemetry;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>The dashboard that stands in for Aspire's: takes telemetry in, and shows it and the processes to who is let in.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, Encoder = JavaScriptEncoder.Default };

    private readonly WebApplication _app;
    private readonly IReadOnlyList<ResourceRunner> _runners;
    private readonly TelemetryStore _store = new();
    private readonly Door _door;

    private DashboardServer(DashboardAccess access, IReadOnlyList<ResourceRunner> runners)
    {
        _runners = runners;
        _door = new(access);

        // Services are seen side by side most, so they choose their colours first.
        foreach (var name in Services.Concat(runners.Select(runner => runner.Name)))
        {
            Layout.Colour(name);
        }

        // Empty: neither the environment nor settings files of the AppHost are meant for it, and its console is that of the processes.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(System.Net.IPAddress.Loopback, access.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddRequestDecompression();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        // A name that somebody makes point at this machine must not lead here.
        builder.Services.AddHostFiltering(options => options.AllowedHosts = ["127.0.0.1", "localhost", "[::1]"]);
        _app = builder.Build();
        _app.Use(TellAsync);
        _app.UseHostFiltering();
        _app.UseRequestDecompression();
        _app.Use(ProtectAsync);
        Map(access);
    }

    private IReadOnlyList<string> Services => [.. _runners.Where(runner => runner.Resource is ProjectResource).Select(runner => runner.Name)];

    public static async Task<DashboardServer> StartAsync(DashboardAccess access, IReadOnlyList<ResourceRunner> runners)
    {
        var server = new DashboardServer(access, runners);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(DashboardAccess access)
    {
        _app.MapOtlp(_store, access.OtlpKey);
        MapFile("dashboard.css", "text/css");
        MapFile("dashboard.js", "text/javascript");
        _app.MapGet("/login", LogInAsync);
        _app.MapPost("/login", PostLogInAsync);
        MapPage("/", _ => ResourcesPage.Render(_runners, _door.FormKey));
        MapPage("/resources/{name}", request => Find(request) is { } runner ? ResourcesPage.RenderOne(runner, _runners, _door.FormKey) : null);
        MapPage("/console", request => ConsolePage.Render(_runners, new(request)));
        MapPage("/logs", request => LogsPage.Render(_store, Services, new(request)));
        MapPage("/traces", request => TracesPage.Render(_store, Services, new(request)));
        MapPage("/traces/{id:regex(^[0-9a-f]{{32}}$)}", request =>
        {
            var id = IdOf(request);
            return TracePage.Render(id, _store.Spans.Read(id), _store.Logs.Find(new(LogLevel.Trace, "", "", id), 200));
        });
        MapPage("/metrics", request => MetricsPage.Render(_store, Services, new(request), DateTimeOffset.UtcNow));
        _app.MapGet("/traces/{id:regex(^[0-9a-f]{{32}}$)}.json", context => WriteAsync(context, "application/json", JsonSerializer.Serialize(_store.Spans.Read(IdOf(context.Request)), Json)));
        _app.MapPost("/resources/{name}/{verb:regex(^(start|stop|restart)$)}", ActAsync);
    }

    private void MapPage(string path, Func<HttpRequest, Html?> render) => _app.MapGet(path, context =>
    {
        if (render(context.Request) is { } page)
        {
            return WriteAsync(context, "text/html", page.ToString());
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, "text/html", Layout.Page("", "There is no such page", Html.Of($"""<p><a href="/">To the resources</a></p>""")).ToString());
    });

    private void MapFile(string name, string contentType)
    {
        using var reader = new StreamReader(typeof(DashboardServer).Assembly.GetManifestResourceStream(name)!);
        var text = reader.ReadToEnd();
        _app.MapGet($"/{name}", context => WriteAsync(context, contentType, text));
    }

    /// <summary>What goes wrong in a page is told in one line on the AppHost's console, as the server has no logs of its own.</summary>
    private static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BadHttpRequestException or IOException))
        {
            Console.WriteLine($"apphost: the dashboard failed at {context.Request.Path}: {exception.GetType().Name}: {exception.Message}");
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    private async Task ProtectAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v1", StringComparison.Ordinal) || path == "/login" || path == "/dashboard.css" || path == "/dashboard.js" || _door.IsOpenFor(context.Request))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await WriteAsync(context, "text/html", LoginPage.Render(path + context.Request.QueryString, failed: false).ToString());
    }

    private Task LogInAsync(HttpContext context)
    {
        var token = context.Request.Query["t"].ToString();
        return EnterAsync(context, token, context.Request.Query["to"], failed: token.Length > 0);
    }

    private async Task PostLogInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await EnterAsync(context, form["t"], form["to"], failed: true);
    }

    private Task EnterAsync(HttpContext context, string? token, string? returnTo, bool failed)
    {
        if (_door.TryEnter(context.Response, token))
        {
            context.Response.Redirect(Door.Local(returnTo));
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return WriteAsync(context, "text/html", LoginPage.Render(Door.Local(returnTo), failed).ToString());
    }

    private async Task ActAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || !_door.IsOwnForm(await context.Request.ReadFormAsync(context.RequestAborted)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (Find(context.Request) is not { } runner)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        switch ((string)context.Request.RouteValues["verb"]!)
        {
            case "start":
                runner.Start();
                break;
            case "stop":
                runner.Stop();
                break;
            default:
                runner.Restart();
                break;
        }

        context.Response.Redirect("/");
    }

    private ResourceRunner? Find(HttpRequest request) => _runners.FirstOrDefault(runner => runner.Name == (string)request.RouteValues["name"]!);

    private static string IdOf(HttpRequest request) => (string)request.RouteValues["id"]!;

    private static Task WriteAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = $"{contentType}; charset=utf-8";
        return context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>The AppHost decides when it ends, after the services, which tell their last then.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
