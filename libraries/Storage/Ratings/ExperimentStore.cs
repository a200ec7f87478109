using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>The A/B tests that there were, and the one that runs, if any.</summary>
public sealed class ExperimentStore
{
    private const long ChangeLock = 0x4D4F_5649_4533;
    private const string Columns = "id, name, control_version, challenger_version, challenger_share, started_at, ended_at, end_reason";

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _time;

    internal ExperimentStore(NpgsqlDataSource dataSource, TimeProvider time)
    {
        _dataSource = dataSource;
        _time = time;
    }

    /// <summary>Begins an experiment against the model that serves; one that runs is ended by it.</summary>
    /// <returns>The experiment; null when no model serves, or the challenger itself does.</returns>
    public async Task<StoredExperiment?> StartAsync(string name, long challengerVersion, double challengerShare, CancellationToken cancellationToken)
    {
        await using var batch = _dataSource.CreateBatch();
        var now = new NpgsqlParameter { Value = _time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({ChangeLock})"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            UPDATE experiments SET is_running = false, ended_at = $1, end_reason = 'Another experiment began.'
            WHERE is_running AND EXISTS (SELECT FROM model_runs WHERE is_current AND id <> $2)
            """)
        {
            Parameters = { now, new() { Value = challengerVersion } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            INSERT INTO experiments (name, control_version, challenger_version, challenger_share, started_at, is_running)
            SELECT $1, id, $2, $3, $4, true FROM model_runs WHERE is_current AND id <> $2
            RETURNING {Columns}
            """)
        {
            Parameters = { new() { Value = name }, new() { Value = challengerVersion }, new() { Value = challengerShare }, now.Clone() },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return (await ReadAllAsync(reader, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Ends the experiment that runs.</summary>
    /// <param name="reason">Why, for people.</param>
    /// <param name="unlessControl">Leaves it alone when this version is its control.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The experiment that was ended, or null when there was none to end.</returns>
    public async Task<StoredExperiment?> EndAsync(string reason, long? unlessControl, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(
            $"UPDATE experiments SET is_running = false, ended_at = $1, end_reason = $2 WHERE is_running AND control_version IS DISTINCT FROM $3 RETURNING {Columns}");
        command.Parameters.Add(new() { Value = _time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = (object?)unlessControl ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await ReadAllAsync(reader, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The experiment that runs, or null.</summary>
    public async Task<StoredExperiment?> ReadRunningAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand($"SELECT {Columns} FROM experiments WHERE is_running");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await ReadAllAsync(reader, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The newest experiments, whether or not they run, newest first.</summary>
    public async Task<IReadOnlyList<StoredExperiment>> ListAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand($"SELECT {Columns} FROM experiments ORDER BY id DESC LIMIT $1");
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAllAsync(reader, cancellationToken);
    }

    private static async Task<List<StoredExperiment>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var experiments = new List<StoredExperiment>();
        while (await reader.ReadAsync(cancellationToken))
        {
            experiments.Add(new StoredExperiment(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetDouble(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetString(7)));
        }

        return experiments;
    }
}
