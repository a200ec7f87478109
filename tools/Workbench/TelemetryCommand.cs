using System.CommandLine;
using System.Net.Sockets;
using MovieMesh.Datasets;
using MovieMesh.Workbench.Benchmarks;
using Npgsql;

namespace MovieMesh.Workbench;

/// <summary><c>bench telemetry</c>: what it costs that every step can be seen.</summary>
internal static class TelemetryCommand
{
    // A training in between would be the load of one side alone.
    private static readonly Dictionary<string, string> Quiet = new(StringComparer.Ordinal) { ["Training__Retrain__AfterRatings"] = "100000000", ["Training__Retrain__DriftFactor"] = "10" };

    public static Command Create()
    {
        var rounds = Number("--rounds", "How often each is measured.", 5, 1, 100);
        var seconds = Number("--seconds", "How long to send in a round.", 10, 1, 3_600);
        var connections = Number("--connections", "Connections that send ratings one by one.", 128, 1, 4_096);
        var command = new Command("telemetry", "Starts two meshes of its own, one that tells its telemetry to its dashboard and one that does not, sends ratings to them in turn, and compares the medians.")
        {
            rounds, seconds, connections,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (!OperatingSystem.IsLinux())
            {
                await Console.Error.WriteLineAsync("Processor time is read from /proc, which only Linux has.");
                return 1;
            }

            try
            {
                await RunAsync(result.GetValue(rounds), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(connections), cancellationToken);
                return 0;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or NpgsqlException or InvalidDataException or DatasetException or SocketException)
            {
                await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task RunAsync(int rounds, TimeSpan duration, int connections, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("moviemesh-bench-data-").FullName;
        try
        {
            await DatasetGenerator.GenerateAsync(GeneratorShape.All.Single(shape => shape.Name == "sample"), data, DatasetGenerator.DefaultSeed, progress: null, cancellationToken);
            await using var telling = await PrivateMesh.StartAsync(data, Quiet, cancellationToken);
            await using var silent = await PrivateMesh.StartAsync(data, new Dictionary<string, string>(Quiet, StringComparer.Ordinal) { ["OTEL_SDK_DISABLED"] = "true" }, cancellationToken);
            var on = new Side("on", telling, await telling.PrepareAsync(cancellationToken));
            var off = new Side("off", silent, await silent.PrepareAsync(cancellationToken));

            // The first round of each warms it up, and does not count.
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var side in round % 2 == 0 ? [on, off] : (Side[])[off, on])
                {
                    await side.MeasureAsync(duration, connections, isWarmUp: round == 0, cancellationToken);
                }
            }

            Console.WriteLine(FormattableString.Invariant(
                $"median of {rounds}: telemetry on {on.PerSecond:F0} ratings/s, off {off.PerSecond:F0}: {100 * (1 - (on.PerSecond / off.PerSecond)):F1} % less; processor a rating on {on.Microseconds:F0} µs, off {off.Microseconds:F0} µs: {100 * ((on.Microseconds / off.Microseconds) - 1):F1} % more"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Option<int> Number(string name, string description, int preset, int lowest, int highest)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => preset };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < lowest || number > highest))
            {
                result.AddError($"{name} must be from {lowest} to {highest}.");
            }
        });
        return option;
    }

    private sealed class Side(string name, PrivateMesh mesh, IngestBench bench)
    {
        private readonly List<double> _perSecond = [];
        private readonly List<double> _microseconds = [];

        public double PerSecond => Median(_perSecond);

        /// <summary>Of processor, over all processes of the mesh with its dashboard, for a rating.</summary>
        public double Microseconds => Median(_microseconds);

        public async Task MeasureAsync(TimeSpan duration, int connections, bool isWarmUp, CancellationToken cancellationToken)
        {
            var before = ProcessorTime.OfTrees([mesh.ProcessId]).Values.Sum();
            var figure = await bench.SingleAsync(connections, duration, cancellationToken);
            var microseconds = 1e6 * (ProcessorTime.OfTrees([mesh.ProcessId]).Values.Sum() - before) / figure.Stored;
            Console.WriteLine(FormattableString.Invariant($"{(isWarmUp ? "warm-up: " : "")}telemetry {name}: {figure.StoredPerSecond:F0} ratings/s into PostgreSQL, {microseconds:F0} µs of processor a rating, request to 202: {figure.Milliseconds}"));
            if (!isWarmUp)
            {
                _perSecond.Add(figure.StoredPerSecond);
                _microseconds.Add(microseconds);
            }
        }

        private static double Median(List<double> values)
        {
            var sorted = values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
