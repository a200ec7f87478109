using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using MovieMesh.Contracts.Api;
using MovieMesh.Workbench.Benchmarks;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>bench soak</c>: whether the processes of a mesh that works steadily keep the memory that they need, or want ever more.</summary>
internal static class SoakCommand
{
    /// <summary>Of the time that passes while caches fill, programs are compiled and heaps find their size.</summary>
    private const double WarmUpShare = 0.3;

    private const string LeavesBehind = "20,000 ratings by made-up users of the 100 movies with most ratings, each given again and again";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 20 };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.5 and <= 24 * 60))
            {
                result.AddError("--minutes must be from 0.5 to 1440.");
            }
        });
        var rate = new Option<int>("--rate") { Description = "Ratings a second.", DefaultValueFactory = _ => 500 };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 20_000)
            {
                result.AddError("--rate must be from 1 to 20000.");
            }
        });
        var command = new Command(
            "soak",
            "Rates movies at a steady rate, always the same by the same users, and tells the memory of each process of the mesh at the beginning and the end, and by how much an hour it grows, by least squares "
            + "after the first 30 % of the time.")
        {
            minutes, rate,
        };
        var mesh = new MeshChoice();
        mesh.AddTo(command);
        command.SetAction((result, token) => mesh.RunAsync(result, LeavesBehind, async cancellationToken =>
        {
            if (!OperatingSystem.IsLinux() || RunningMesh.State() is not { } state || RunningMesh.Gateway() is not { } gateway)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up. (Memory is read from /proc, which only Linux has.)");
                return 1;
            }

            try
            {
                return await RunAsync(state, gateway, result.GetValue(rate), TimeSpan.FromMinutes(result.GetValue(minutes)), cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
            {
                await Console.Error.WriteLineAsync($"{gateway}: {exception.Message}");
                return 1;
            }
        }, token));
        return command;
    }

    private static async Task<int> RunAsync(MeshState state, Uri gateway, int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var movies = (await client.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=100", WatchCommand.Json, cancellationToken))!.Select(movie => movie.Id).ToArray();
        var bench = new SoakBench(gateway, token => RunningMesh.SignInAsync(gateway, token), movies);
        var processes = state.Resources.Where(resource => resource.Pid is not null).ToDictionary(resource => resource.Name, resource => resource.Pid!.Value);
        processes["apphost"] = state.ProcessId;
        var samples = processes.Keys.ToDictionary(name => name, _ => new List<(double Hours, ProcessMemory Memory)>());
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var load = bench.RunAsync(rate, duration, cancellationToken);
        while (!load.IsCompleted)
        {
            foreach (var (name, process) in processes)
            {
                samples[name].Add((clock.Elapsed.TotalHours, name == "apphost" ? ProcessMemory.OfOne(process) : ProcessMemory.OfTree(process)));
            }

            await Task.WhenAny(load, Task.Delay(Interval, cancellationToken));
        }

        await load;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{bench.Sent} ratings sent in {clock.Elapsed.TotalSeconds:F0} s, {bench.Sent / clock.Elapsed.TotalSeconds:F0} a second; {bench.Accepted} answered 202"));
        Show(samples, clock.Elapsed.TotalHours * WarmUpShare);
        var ended = RunningMesh.State()?.Resources.Where(resource => processes.TryGetValue(resource.Name, out var process) && resource.Pid != process).Select(resource => resource.Name).ToArray() ?? [];
        if (ended.Length > 0)
        {
            await Console.Error.WriteLineAsync($"Ended meanwhile: {string.Join(", ", ended)}.");
        }

        return ended.Length == 0 && bench.Accepted == bench.Sent ? 0 : 1;
    }

    private static void Show(Dictionary<string, List<(double Hours, ProcessMemory Memory)>> samples, double warmUp)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["process", "start, MB", "after warm-up", "end", "resident", "MB an hour", "± standard error"])
        {
            table.AddColumn(column, settings => settings.NoWrap());
        }

        foreach (var (name, all) in samples)
        {
            var warm = all.Where(sample => sample.Hours >= warmUp).ToArray();
            var trend = Trend.Of([.. warm.Select(sample => (sample.Hours, sample.Memory.Proportional))]);
            string[] row = [name, .. new[] { all[0].Memory.Proportional, warm[0].Memory.Proportional, all[^1].Memory.Proportional, all[^1].Memory.Resident, trend.Slope, trend.StandardError }
                .Select(number => number.ToString("F1", CultureInfo.InvariantCulture))];
            table.AddRow(row);
        }

        AnsiConsole.Write(table);
    }
}
