using System.CommandLine;
using MovieMesh.Datasets;
using Npgsql;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>On which mesh a command runs that writes made-up ratings: on one of its own, unless told to take the one that runs.</summary>
internal sealed class MeshChoice
{
    private readonly Option<bool> _onRunningMesh = new("--on-running-mesh") { Description = "Measure the mesh that runs, and leave in it what is sent. Default: a mesh of its own, wiped at the end." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set of the mesh of its own: a zip or a folder. Default: a made-up one as large as ml-latest-small." };
    private readonly Option<Uri?>? _gateway;
    private readonly Option<string?>? _database;

    public MeshChoice(Option<Uri?>? gateway = null, Option<string?>? database = null) => (_gateway, _database) = (gateway, database);

    public void AddTo(Command command)
    {
        command.Options.Add(_onRunningMesh);
        command.Options.Add(_data);
        command.Validators.Add(result =>
        {
            if (Refusal(result.GetValue(_onRunningMesh), result.GetValue(_data), IsGiven(_gateway) || IsGiven(_database)) is { } refusal)
            {
                result.AddError(refusal);
            }

            bool IsGiven(Option? option) => option is not null && result.GetResult(option) is { Implicit: false };
        });
    }

    /// <summary>What does not go together, or null.</summary>
    internal static string? Refusal(bool onRunningMesh, string? data, bool isNamed) => (onRunningMesh, data, isNamed) switch
    {
        (true, not null, _) => "--data is for a mesh of its own; it cannot be given with --on-running-mesh.",
        (false, _, true) => "--gateway and --database name a mesh that runs, and ratings would be left in it: say --on-running-mesh as well, or leave them out for a mesh of its own.",
        _ => null,
    };

    /// <summary>Says what will be left behind, or starts a mesh of one's own and takes it down afterwards.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="leavesBehind">What a run leaves in a mesh, as the rest of a sentence.</param>
    /// <param name="run">The run; <see cref="RunningMesh"/> is about the mesh chosen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ParseResult result, string leavesBehind, Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        if (result.GetValue(_onRunningMesh))
        {
            await Console.Error.WriteLineAsync($"This leaves in the mesh that runs: {leavesBehind}.");
            return await run(cancellationToken);
        }

        try
        {
            var data = result.GetValue(_data) ?? await BenchData.GenerateFolderAsync(BenchData.Small, cancellationToken);
            await Console.Error.WriteLineAsync($"Starting a mesh of its own on {data}; it is wiped at the end ...");
            await using var mesh = await PrivateMesh.StartAsync(data, new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
            Environment.SetEnvironmentVariable(RunningMesh.HomeVariable, mesh.Home);
            return await run(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or DatasetException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
            return 1;
        }
    }
}
