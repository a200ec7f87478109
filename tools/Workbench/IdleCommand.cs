using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MovieMesh.Workbench.Benchmarks;

namespace MovieMesh.Workbench;

/// <summary><c>bench idle</c>: what a mesh that nobody uses costs.</summary>
internal static class IdleCommand
{
    private const string AppHost = "apphost";

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long to watch.", DefaultValueFactory = _ => 30 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3_600)
            {
                result.AddError("--seconds must be from 1 to 3600.");
            }
        });
        var command = new Command("idle", "Watches the mesh running here for a while and tells how much of a processor each of its processes, with all that it started, has used. Leave the mesh alone meanwhile.") { seconds };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (!OperatingSystem.IsLinux())
            {
                await Console.Error.WriteLineAsync("Processor time is read from /proc, which only Linux has.");
                return 1;
            }

            if (RunningMesh.State() is not { } state)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up.");
                return 1;
            }

            return await RunAsync(state, TimeSpan.FromSeconds(result.GetValue(seconds)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(MeshState state, TimeSpan duration, CancellationToken cancellationToken)
    {
        var names = state.Resources.Where(resource => resource.Pid is not null).ToDictionary(resource => resource.Pid!.Value, resource => resource.Name);
        names[state.ProcessId] = AppHost;
        var clock = Stopwatch.StartNew();
        var before = ProcessorTime.OfTrees(names.Keys);
        await Task.Delay(duration, cancellationToken);
        var after = ProcessorTime.OfTrees(names.Keys);
        var elapsed = clock.Elapsed.TotalSeconds;
        if (before.Keys.Where(process => !after.ContainsKey(process)).Select(process => names[process]).ToArray() is { Length: > 0 } ended)
        {
            await Console.Error.WriteLineAsync($"Ended meanwhile: {string.Join(", ", ended)}.");
            return 1;
        }

        var used = before.Select(process => (Name: names[process.Key], Seconds: after[process.Key] - process.Value)).OrderByDescending(process => process.Seconds).ToArray();
        foreach (var (name, seconds) in used)
        {
            Tell(name, seconds, elapsed);
        }

        Tell("all", used.Sum(process => process.Seconds), elapsed);
        return 0;
    }

    private static void Tell(string name, double seconds, double elapsed) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-20} {seconds,6:F2} s of processor in {elapsed:F1} s: {seconds / elapsed,6:F4} of a core"));
}
