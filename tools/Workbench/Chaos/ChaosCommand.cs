using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.Workbench.Benchmarks;
using Npgsql;

namespace MovieMesh.Workbench.Chaos;

/// <summary><c>chaos</c>: breaks a mesh on purpose, and sees that nothing is lost.</summary>
internal static class ChaosCommand
{
    private const string LeavesBehind = "the ratings of made-up users that are answered meanwhile, and the models trained on them; and its processes are killed, paused and cut off on purpose";

    private static readonly JsonSerializerOptions Json = new(WatchCommand.Json) { WriteIndented = true };

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Decides what is done when.", DefaultValueFactory = _ => 1 };
        var minutes = new Option<double>("--minutes") { Description = "How long faults are begun.", DefaultValueFactory = _ => 10 };
        minutes.Validators.Add(result => Check(result, result.GetValueOrDefault<double>() is >= 0.1 and <= 24 * 60, "--minutes must be from 0.1 to 1440."));
        var rate = new Option<int>("--rate") { Description = "Ratings a second, and as many reads.", DefaultValueFactory = _ => 50 };
        rate.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is >= 1 and <= 5_000, "--rate must be from 1 to 5000."));
        var once = new Option<bool>("--once") { Description = "Kills each process once, and that is it." };
        var json = new Option<string?>("--json") { Description = "A file for the figures." };
        var failures = new Option<bool>("--failures") { Description = "Lists the reads that failed." };
        var command = new Command(
            "chaos",
            "Kills, pauses and restarts the processes of a mesh, flushes its cache, cuts connections, stops writes to disk and takes ports away, one after the other, while ratings, reads and trainings go on; "
            + "then compares what was answered 202 with what PostgreSQL holds. Some faults need root. Exit code 1 when a promise was broken.")
        {
            seed, minutes, rate, once, json, failures,
        };
        var mesh = new MeshChoice();
        mesh.AddTo(command);
        command.SetAction((result, token) => mesh.RunAsync(result, LeavesBehind, async cancellationToken =>
        {
            if (!OperatingSystem.IsLinux() || RunningMesh.State() is not { } state || RunningMesh.Database() is not { } connection)
            {
                await Console.Error.WriteLineAsync("mesh: no mesh runs here: start one with ./mesh up. (Processes are found by /proc, which only Linux has.)");
                return 3;
            }

            try
            {
                await using var database = NpgsqlDataSource.Create(connection + ";Pooling=false");
                using var client = new MeshClient(state.Resources.Where(resource => resource.Name.StartsWith("query-api", StringComparison.Ordinal)).Select(gateway => new Uri(gateway.Url!)));
                client.AccessToken = await RunningMesh.SignInAsync(RunningMesh.Gateway()!, cancellationToken);
                var movies = (await client.SendAsync(HttpMethod.Get, "/api/lists/popular?count=200", null, MeshClient.ReadPatience, cancellationToken)).Read<MovieSummary[]>().Select(movie => movie.Id).ToArray();
                var targets = state.Resources.Where(resource => resource.Pid is not null).Select(resource => resource.Name).ToArray();
                var run = new ChaosRun(client, database, movies, result.GetValue(seed), result.GetValue(rate));
                var isShort = result.GetValue(once);
                var faults = isShort ? FaultSchedule.Once(result.GetValue(seed), targets) : FaultSchedule.Forever(result.GetValue(seed), targets);
                var figures = await run.RunAsync(faults, TimeSpan.FromMinutes(result.GetValue(minutes)), isWhole: !isShort, Tell, cancellationToken);
                ChaosReport.Write(figures);
                if (result.GetValue(failures))
                {
                    foreach (var failure in run.FailedReads)
                    {
                        Console.WriteLine(failure);
                    }
                }

                if (result.GetValue(json) is { } file)
                {
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Json), cancellationToken);
                }

                return figures.IsWhole ? 0 : 1;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or NpgsqlException or JsonException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
                return 1;
            }
        }, token));
        return command;
    }

    private static void Tell(FaultFigure fault) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTimeOffset.Now:HH:mm:ss} {fault.Target}: {fault.Kind.ToString().ToLowerInvariant()} for {fault.LastedSeconds:F1} s, recovered after {fault.RecoverySeconds:F1} s; reads {fault.Reads}, failed {fault.FailedReads}, stale {fault.StaleReads}"));

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool isFine, string otherwise)
    {
        if (!isFine)
        {
            result.AddError(otherwise);
        }
    }
}
