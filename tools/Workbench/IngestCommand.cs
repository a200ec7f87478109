using System.CommandLine;
using MovieMesh.Datasets;
using MovieMesh.Workbench.Benchmarks;
using Npgsql;

namespace MovieMesh.Workbench;

/// <summary><c>bench ingest</c>: how many ratings a second a running mesh takes in, through to PostgreSQL.</summary>
internal static class IngestCommand
{
    private const string None = "none";
    private const string LeavesBehind = "as many ratings as it takes in that time, some hundred thousand, by made-up users of the 200 movies with most ratings";

    public static Command Create()
    {
        var gateway = RunningMesh.GatewayOption();
        var database = RunningMesh.DatabaseOption();
        var seconds = Number("--seconds", "How long to send in each way.", 10, 1, 3_600);
        var connections = Number("--connections", "Connections that send ratings one by one.", 128, 1, 4_096);
        var bulkConnections = Number("--bulk-connections", "Connections that send in bulk.", 4, 1, 64);
        var bulkSize = Number("--bulk-size", "Ratings in one bulk request.", 10_000, 1, 10_000);
        var shape = new Option<string>("--import") { Description = "The shape of the made-up data set to import, or none.", DefaultValueFactory = _ => GeneratorShape.Ml1m.Name };
        shape.AcceptOnlyFromAmong([.. GeneratorShape.All.Select(one => one.Name), None]);
        var command = new Command("ingest", "Sends ratings one by one and in bulk, counts them in PostgreSQL, and measures the importer beside psql's \\copy of the same rows.")
        {
            gateway, database, seconds, connections, bulkConnections, bulkSize, shape,
        };
        var mesh = new MeshChoice(gateway, database);
        mesh.AddTo(command);
        command.SetAction((result, token) => mesh.RunAsync(result, LeavesBehind, async cancellationToken =>
        {
            if ((result.GetValue(gateway) ?? RunningMesh.Gateway()) is not { } address || (result.GetValue(database) ?? RunningMesh.Database()) is not { } connection)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up, or name one with --gateway and --database.");
                return 1;
            }

            try
            {
                await using var source = NpgsqlDataSource.Create(connection);
                var bench = new IngestBench(address, await RunningMesh.SignInAsync(address, cancellationToken), source);
                await bench.PrepareAsync(cancellationToken);
                var duration = TimeSpan.FromSeconds(result.GetValue(seconds));
                var single = await bench.SingleAsync(result.GetValue(connections), duration, cancellationToken);
                Tell(single);
                var bulk = await bench.BulkAsync(result.GetValue(bulkConnections), result.GetValue(bulkSize), duration, cancellationToken);
                Tell(bulk);
                if (result.GetValue(shape) is { } name && name != None)
                {
                    var (copied, imported, ratings) = await bench.ImportAsync(connection, GeneratorShape.All.Single(one => one.Name == name), cancellationToken);
                    Console.WriteLine(FormattableString.Invariant(
                        $"import: {ratings} ratings; \\copy {copied:F0}/s, import with movies, tags and statistics {imported:F0}/s: {imported / copied:F2} of \\copy"));
                }

                return single.Stored == single.Accepted && bulk.Stored == bulk.Accepted ? 0 : 1;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or NpgsqlException or InvalidDataException or DatasetException or System.Net.Sockets.SocketException)
            {
                await Console.Error.WriteLineAsync($"{address}: {exception.Message}");
                return 1;
            }
        }, token));
        return command;
    }

    private static void Tell(IngestFigure figure) => Console.WriteLine(FormattableString.Invariant(
        $"{figure.Name}: {figure.StoredPerSecond:F0} ratings/s into PostgreSQL over {figure.Connections} connections ({figure.Accepted} accepted in {figure.Sending.TotalSeconds:F1} s, all stored after {figure.Storing.TotalSeconds:F1} s, lost {figure.Accepted - figure.Stored}); request to 202: {figure.Milliseconds}"));

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
}
