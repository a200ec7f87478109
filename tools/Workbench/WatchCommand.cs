using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using MovieMesh.Contracts.Api;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>watch</c>: shows how a mesh comes up, and ends when it is ready or cannot become so; with <c>--stay</c> it goes on showing it.</summary>
internal static class WatchCommand
{
    private const int HopelessRestarts = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan StayInterval = TimeSpan.FromSeconds(1);

    /// <summary>How the gateway writes JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Command Create()
    {
        var home = new Option<string>("--home") { Description = "The mesh's folder.", Required = true };
        var process = new Option<int?>("--process") { Description = "The AppHost's process: when it ends, so does the watch." };
        var stay = new Option<bool>("--stay") { Description = "Goes on showing the mesh until it ends." };
        var command = new Command("watch", "Shows how a mesh comes up.") { home, process, stay };
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                return await RunAsync(result.GetValue(home)!, result.GetValue(process), result.GetValue(stay), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return 130;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(string home, int? appHost, bool stay, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        string? problem = null;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bars = new Bars(context);
                MeshState? state;
                while (!bars.Show(state = await ReadStateAsync(home, cancellationToken), await ReadStatusAsync(home, cancellationToken)))
                {
                    if ((problem = bars.Problem ?? ProblemOf(home, appHost) ?? ProblemOf(home, state)) is not null)
                    {
                        return;
                    }

                    await Task.Delay(Interval, cancellationToken);
                }
            });
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync($"mesh: {problem}");
            return 1;
        }

        var endpoints = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(EndpointsOf(home), cancellationToken))!;
        Console.WriteLine(FormattableString.Invariant($"Ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s."));
        Console.WriteLine($"  web UI    {endpoints["web-ui"]}");
        Console.WriteLine($"  gateway   {endpoints["query-api"]}/docs");
        if (RunningMesh.DashboardLogin(home) is { } dashboard)
        {
            Console.WriteLine($"  dashboard {dashboard}");
        }

        Console.WriteLine("  Sign in as administrator with what ./mesh admin shows.");
        return stay ? await StayAsync(home, appHost, cancellationToken) : 0;
    }

    /// <summary>Shows the processes: a table on a terminal, elsewhere a line for each change.</summary>
    private static async Task<int> StayAsync(string home, int? appHost, CancellationToken cancellationToken)
    {
        Console.WriteLine("Ctrl-C stops it. ./mesh logs NAME -f shows what a process writes.");
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        string? problem = null;
        await AnsiConsole.Live(new Table()).StartAsync(async context =>
        {
            while ((problem = ProblemOf(home, appHost)) is null)
            {
                if (await ReadStateAsync(home, cancellationToken) is { } state)
                {
                    if (!Console.IsOutputRedirected)
                    {
                        context.UpdateTarget(StatusCommand.Table(state));
                    }

                    foreach (var resource in state.Resources)
                    {
                        var now = resource.Problem ?? $"{resource.State}{(resource.Healthy ? "" : ", not healthy")}";
                        if (Console.IsOutputRedirected && shown.GetValueOrDefault(resource.Name, now) != now)
                        {
                            Console.WriteLine($"{resource.Name}: {now}");
                        }

                        shown[resource.Name] = now;
                    }
                }

                await Task.Delay(StayInterval, cancellationToken);
            }
        });
        await Console.Error.WriteLineAsync($"mesh: {problem}");
        return 1;
    }

    private static string EndpointsOf(string home) => Path.Combine(home, "endpoints.json");

    private static string? ProblemOf(string home, int? appHost)
    {
        try
        {
            if (appHost is { } id)
            {
                using var process = Process.GetProcessById(id);
                return process.HasExited ? LastWords(home) : null;
            }

            return null;
        }
        catch (ArgumentException)
        {
            return LastWords(home);
        }
    }

    /// <summary>What dies again and again before all was healthy once will not come up by waiting.</summary>
    private static string? ProblemOf(string home, MeshState? state) =>
        !File.Exists(EndpointsOf(home)) && state?.Resources.FirstOrDefault(resource => resource is { Healthy: false, Restarts: >= HopelessRestarts }) is { } broken
            ? $"{broken.Name} does not start: {LastLine(Path.Combine(home, "logs", $"{broken.Name}.log")) ?? broken.Problem}"
            : null;

    private static string? LastLine(string file) =>
        File.Exists(file) ? File.ReadLines(file).LastOrDefault(line => line.Length > 0 && !line.StartsWith("[apphost]", StringComparison.Ordinal)) : null;

    private static string LastWords(string home) =>
        File.ReadLines(Path.Combine(home, "logs", "apphost.log")).LastOrDefault(line => line.StartsWith("apphost: ", StringComparison.Ordinal))?["apphost: ".Length..]
        ?? "the AppHost ended; ./mesh logs apphost says more.";

    private static async Task<MeshState?> ReadStateAsync(string home, CancellationToken cancellationToken)
    {
        var file = Path.Combine(home, "state.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<MeshState>(await File.ReadAllTextAsync(file, cancellationToken), Json) : null;
    }

    /// <returns>Null while the gateway does not answer.</returns>
    private static async Task<MeshStatus?> ReadStatusAsync(string home, CancellationToken cancellationToken)
    {
        if (!File.Exists(EndpointsOf(home)))
        {
            return null;
        }

        var endpoints = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(EndpointsOf(home), cancellationToken))!;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return await client.GetFromJsonAsync<MeshStatus>(new Uri($"{endpoints["query-api"]}/api/status"), Json, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private sealed class Bars(ProgressContext context)
    {
        private readonly ProgressTask _processes = context.AddTask("Servers and services");
        private readonly ProgressTask _import = context.AddTask("Data set", autoStart: false);
        private readonly ProgressTask _training = context.AddTask("Training", autoStart: false);
        private readonly ProgressTask _similarities = context.AddTask("Similar movies", autoStart: false);

        public string? Problem { get; private set; }

        /// <returns>Whether all is ready.</returns>
        public bool Show(MeshState? state, MeshStatus? status)
        {
            if (state is { Resources.Count: > 0 })
            {
                _processes.Value = 100.0 * state.Resources.Count(resource => resource.Healthy) / state.Resources.Count;
            }

            if (status is null)
            {
                return false;
            }

            _import.Description = Markup.Escape($"Data set {status.Dataset.Name}".TrimEnd());
            Set(_import, status.Dataset.State == "Imported" ? 1 : status.Dataset.Fraction);
            Problem = status.Dataset.State == "Failed" ? $"the data set was not imported: {status.Dataset.Error}" : null;
            if (status.Training is { } training)
            {
                Set(_training, training.State == ModelRunState.Running ? (double)training.Epoch / training.Epochs : 1);
            }

            Set(_similarities, (double)status.Similarities.Published.Count / Math.Max(1, status.Similarities.Expected.Count));
            return status.Ready && state is not null && state.Resources.All(resource => resource.Healthy);
        }

        private static void Set(ProgressTask bar, double fraction)
        {
            bar.StartTask();
            bar.Value = 100 * fraction;
        }
    }
}
