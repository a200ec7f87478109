using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>Messages that no consumer could handle, until they are replayed or discarded.</summary>
public sealed class DeadLetterStore
{
    /// <summary>How much of a body is read where the whole is not asked for.</summary>
    public const int ShownBytes = 4_096;

    private const string Columns =
        "id, queue, message_id, message_type, content_type, headers, size, exception_type, reason, trace_id, failures, failed_at, replayed_at";

    // A letter that was replayed is kept for a while, so that a replay can be asked for twice.
    private static readonly TimeSpan KeptAfterReplay = TimeSpan.FromDays(7);

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _time;

    internal DeadLetterStore(NpgsqlDataSource dataSource, TimeProvider time)
    {
        _dataSource = dataSource;
        _time = time;
    }

    /// <summary>Keeps a letter. The same once more changes nothing; one that was replayed and failed again waits again.</summary>
    public async Task KeepAsync(StoredDeadLetter letter, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(
            """
            INSERT INTO dead_letters (id, queue, message_id, message_type, content_type, headers, body, size, exception_type, reason, stack_trace, trace_id, failures, failed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13)
            ON CONFLICT (id) DO UPDATE SET
                message_type = excluded.message_type, headers = excluded.headers, body = excluded.body, size = excluded.size, exception_type = excluded.exception_type, reason = excluded.reason,
                stack_trace = excluded.stack_trace, trace_id = excluded.trace_id, failures = dead_letters.failures + 1, failed_at = excluded.failed_at, replayed_at = NULL
            WHERE excluded.failed_at <> dead_letters.failed_at
            """);
        command.Parameters.Add(new() { Value = letter.Id });
        foreach (var text in (string?[])[letter.Queue, letter.MessageId, letter.MessageType, letter.ContentType, letter.Headers])
        {
            command.Parameters.Add(Text(text));
        }

        command.Parameters.Add(new() { Value = letter.Body });
        command.Parameters.Add(new() { Value = letter.Size });
        foreach (var text in (string?[])[letter.ExceptionType, letter.Reason, letter.StackTrace, letter.TraceId])
        {
            command.Parameters.Add(Text(text));
        }

        command.Parameters.Add(new() { Value = letter.FailedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many letters wait.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT count(*)::integer FROM dead_letters WHERE replayed_at IS NULL");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>How many letters wait, by the queue that they came from.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByQueueAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT queue, count(*)::integer FROM dead_letters WHERE replayed_at IS NULL GROUP BY queue");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return counts;
    }

    /// <summary>Letters that wait, newest first, each with the first <see cref="ShownBytes"/> of its body and without its stack trace.</summary>
    public async Task<IReadOnlyList<StoredDeadLetter>> ListAsync(int skip, int count, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(
            $"SELECT {Columns}, substring(body FROM 1 FOR {ShownBytes}), NULL FROM dead_letters WHERE replayed_at IS NULL ORDER BY failed_at DESC, id LIMIT $1 OFFSET $2");
        command.Parameters.Add(new() { Value = count });
        command.Parameters.Add(new() { Value = skip });
        return await ReadAllAsync(command, cancellationToken);
    }

    /// <summary>The letters that wait, oldest first, by their ids alone.</summary>
    public async Task<IReadOnlyList<Guid>> ListIdsAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT id FROM dead_letters WHERE replayed_at IS NULL ORDER BY failed_at, id LIMIT $1");
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>One letter with all that is kept of it, whether it waits or was replayed.</summary>
    public async Task<StoredDeadLetter?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand($"SELECT {Columns}, body, stack_trace FROM dead_letters WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return (await ReadAllAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Puts a letter back into its queue, unless that was done before. Who asks at the same time waits, and finds it done.</summary>
    /// <param name="id">The letter.</param>
    /// <param name="putBack">Puts it back, and says whether its queue is there. When it throws, the letter goes on waiting.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeadLetterReplay> ReplayAsync(Guid id, Func<StoredDeadLetter, CancellationToken, Task<bool>> putBack, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var read = new NpgsqlCommand($"SELECT {Columns}, body, NULL FROM dead_letters WHERE id = $1 FOR UPDATE", connection, transaction);
        read.Parameters.Add(new() { Value = id });
        switch ((await ReadAllAsync(read, cancellationToken)).SingleOrDefault())
        {
            case null:
                return DeadLetterReplay.Missing;
            case { ReplayedAt: not null }:
                return DeadLetterReplay.Done;
            case var letter when letter.Body.Length < letter.Size:
                return DeadLetterReplay.Cut;
            case var letter when !await putBack(letter, cancellationToken):
                return DeadLetterReplay.NoQueue;
        }

        // Who failed here would replay it again: what is back in its queue is marked, whether or not anybody still waits for the answer.
        await using var mark = new NpgsqlCommand(
            "UPDATE dead_letters SET replayed_at = $2 WHERE id = $1", connection, transaction);
        mark.Parameters.Add(new() { Value = id });
        mark.Parameters.Add(new() { Value = _time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await mark.ExecuteNonQueryAsync(CancellationToken.None);
        await using var forget = new NpgsqlCommand("DELETE FROM dead_letters WHERE replayed_at < $1", connection, transaction);
        forget.Parameters.Add(new() { Value = (_time.GetUtcNow() - KeptAfterReplay).UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await forget.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return DeadLetterReplay.Done;
    }

    /// <summary>Throws a letter away.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DiscardAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("DELETE FROM dead_letters WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static async Task<List<StoredDeadLetter>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<StoredDeadLetter>();
        while (await reader.ReadAsync(cancellationToken))
        {
            letters.Add(new StoredDeadLetter
            {
                Id = reader.GetGuid(0),
                Queue = reader.GetString(1),
                MessageId = reader.IsDBNull(2) ? null : reader.GetString(2),
                MessageType = reader.IsDBNull(3) ? null : reader.GetString(3),
                ContentType = reader.IsDBNull(4) ? null : reader.GetString(4),
                Headers = reader.GetString(5),
                Size = reader.GetInt32(6),
                ExceptionType = reader.GetString(7),
                Reason = reader.GetString(8),
                TraceId = reader.IsDBNull(9) ? null : reader.GetString(9),
                Failures = reader.GetInt32(10),
                FailedAt = reader.GetFieldValue<DateTimeOffset>(11),
                ReplayedAt = reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12),
                Body = reader.GetFieldValue<byte[]>(13),
                StackTrace = reader.IsDBNull(14) ? null : reader.GetString(14),
            });
        }

        return letters;
    }
}
