using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using MovieMesh.Contracts.Api;
using MovieMesh.Workbench.Benchmarks;
using MovieMesh.Workbench.Chaos;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>bench overload</c>: what happens to what comes in while nobody records it.</summary>
internal static class OverloadCommand
{
    private const string Ingestion = "ingestion";
    private const string LeavesBehind = "as many ratings as are answered in that time, some hundred thousand, by made-up users of the 100 movies with most ratings";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 2 };
        minutes.Validators.Add(result => Check(result, result.GetValueOrDefault<double>() is >= 0.1 and <= 60, "--minutes must be from 0.1 to 60."));
        var connections = new Option<int>("--connections") { Description = "Senders, each of which sends its next rating when the last was answered.", DefaultValueFactory = _ => 256 };
        connections.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is >= 1 and <= 10_000, "--connections must be from 1 to 10000."));
        var command = new Command(
            "overload",
            "Stops Ingestion (SIGSTOP) and sends ratings as fast as they are answered; tells what waits, the memory of gateway and broker meanwhile, the answers by status, and how long it takes to record all of it afterwards. "
            + "Exit code 1 when it was not recorded in ten minutes.")
        {
            minutes, connections,
        };
        var mesh = new MeshChoice();
        mesh.AddTo(command);
        command.SetAction((result, token) => mesh.RunAsync(result, LeavesBehind, async cancellationToken =>
        {
            if (!OperatingSystem.IsLinux() || RunningMesh.State() is not { } state || RunningMesh.Gateway() is not { } gateway)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up. (Processes are found by /proc, which only Linux has.)");
                return 1;
            }

            try
            {
                return await RunAsync(state, gateway, result.GetValue(connections), TimeSpan.FromMinutes(result.GetValue(minutes)), cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
            {
                await Console.Error.WriteLineAsync($"{gateway}: {exception.Message}");
                return 1;
            }
        }, token));
        return command;
    }

    private static async Task<int> RunAsync(MeshState state, Uri gateway, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var movies = (await client.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=100", WatchCommand.Json, cancellationToken))!.Select(movie => movie.Id).ToArray();
        var bench = new OverloadBench(gateway, await RunningMesh.SignInAsync(gateway, cancellationToken), movies);
        var stopped = state.Resources.Where(resource => resource.Name.StartsWith(Ingestion, StringComparison.Ordinal) && resource.Pid is not null).SelectMany(resource => ProcessTree.Of(resource.Pid!.Value)).ToArray();
        var watched = state.Resources.Where(resource => resource.Pid is not null && (resource.Name == FaultSchedule.RabbitMq || resource.Name.StartsWith("query-api", StringComparison.Ordinal))).ToArray();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["after, s", "answered 202", "503", "otherwise", "messages waiting", .. watched.Select(one => $"{one.Name}, MB")])
        {
            table.AddColumn(column, settings => settings.NoWrap().RightAligned());
        }

        var clock = Stopwatch.StartNew();
        try
        {
            Array.ForEach(stopped, process => Signals.Send(process, Signals.Stop));
            var load = bench.RunAsync(connections, duration, cancellationToken);
            do
            {
                table.AddRow(await RowAsync());
                await Task.WhenAny(load, Task.Delay(Interval, cancellationToken));
            }
            while (!load.IsCompleted);

            await load;
            table.AddRow(await RowAsync());
        }
        finally
        {
            Array.ForEach(stopped, process => Signals.Send(process, Signals.Continue));
        }

        clock.Restart();
        long? waiting;
        while ((waiting = await WaitingAsync(cancellationToken)) != 0 && clock.Elapsed < DrainPatience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        var drained = clock.Elapsed;
        table.AddRow(await RowAsync());
        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bench.Accepted} answered 202 and {bench.Refused} refused in {duration.TotalSeconds:F0} s; the slowest answer took {bench.Slowest.TotalSeconds:F1} s"));
        Console.WriteLine(waiting == 0 ? string.Create(CultureInfo.InvariantCulture, $"all recorded {drained.TotalSeconds:F0} s after Ingestion went on (the last row)") : "not recorded in time");
        return waiting == 0 ? 0 : 1;

        async Task<string[]> RowAsync() =>
        [
            Text(clock.Elapsed.TotalSeconds), Text(bench.Accepted), Text(bench.Refused), Text(bench.Otherwise), await WaitingAsync(cancellationToken) is { } messages ? Text(messages) : "?",
            .. watched.Select(one => Text(ProcessMemory.OfTree(one.Pid!.Value).Proportional)),
        ];
    }

    private static async Task<long?> WaitingAsync(CancellationToken cancellationToken) =>
        (await Queues.ReadAsync(cancellationToken))?.Where(queue => queue.Key.StartsWith(Ingestion, StringComparison.Ordinal)).Sum(queue => queue.Value);

    private static string Text(double number) => number.ToString("F0", CultureInfo.InvariantCulture);

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool isFine, string otherwise)
    {
        if (!isFine)
        {
            result.AddError(otherwise);
        }
    }
}
