using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>The ratings: written in batches, read by user or all at once.</summary>
public sealed class RatingStore(NpgsqlDataSource dataSource)
{
    // Beyond a twentieth of the ratings, reading all again is cheaper than taking in changes one by one.
    private const int ShareOfMany = 20;
    private const int FewChanges = 10_000;

    /// <summary>Every writer of ratings takes this lock for its transaction, so sequence numbers become visible in their order and a reader's watermark misses nothing.</summary>
    internal const long WriterLock = 0x4D4F_5649_4532;

    /// <summary>
    /// Stores submissions: for a user and movie the newest one wins, of two at the same instant the one with more stars, so neither order nor repetition matters.
    /// What the ratings of the movies and users add up to is kept in the same transaction.
    /// </summary>
    /// <param name="submissions">Any number, the same user and movie perhaps several times.</param>
    /// <param name="cancellationToken">Gives up; then nothing is stored.</param>
    public async Task<RecordedBatch> RecordAsync(IReadOnlyList<RatingSubmission> submissions, CancellationToken cancellationToken)
    {
        if (submissions.Count == 0)
        {
            return new RecordedBatch([], [], []);
        }

        // One round trip and, as one batch is one implicit transaction, one commit. The second statement's snapshot is taken once the lock is held.
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({WriterLock})"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RecordStatement.Text)
        {
            Parameters =
            {
                new() { Value = submissions.Select(submission => submission.UserId).ToArray() },
                new() { Value = submissions.Select(submission => submission.MovieId).ToArray() },
                new() { Value = submissions.Select(submission => submission.Stars).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Real },
                new() { Value = submissions.Select(submission => submission.RatedAt.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            },
        });

        var changes = new List<RatingChange>(submissions.Count);
        var repeated = new List<RatingChange>();
        var unknown = new HashSet<int>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var outcome = reader.GetInt32(0);
            if (outcome == RecordStatement.UnknownMovie)
            {
                unknown.Add(reader.GetInt32(2));
                continue;
            }

            var change = new RatingChange(
                reader.GetInt32(1),
                reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetFloat(3),
                reader.IsDBNull(4) ? null : reader.GetFloat(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetInt64(6));
            (outcome == RecordStatement.Changed ? changes : repeated).Add(change);
        }

        changes.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        repeated.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        return new RecordedBatch(changes, repeated, unknown.Count == 0 ? [] : [.. submissions.Where(submission => unknown.Contains(submission.MovieId))]);
    }

    /// <summary>Everything that a user rated or withdrew.</summary>
    public async Task<IReadOnlyList<StoredRating>> ReadUserAsync(int userId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT movie_id, stars, rated_at FROM ratings WHERE user_id = $1 ORDER BY rated_at DESC, movie_id");
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ratings = new List<StoredRating>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ratings.Add(new StoredRating(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFloat(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return ratings;
    }

    /// <summary>What some users have rated, as it stands, in no particular order.</summary>
    public async Task<IReadOnlyList<HistoricRating>> ReadUsersAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT user_id, movie_id, stars, sequence, rated_at FROM ratings WHERE user_id = ANY($1) AND stars IS NOT NULL");
        command.Parameters.Add(new() { Value = userIds.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ratings = new List<HistoricRating>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ratings.Add(new HistoricRating(reader.GetInt32(0), reader.GetInt32(1), reader.GetFloat(2), reader.GetInt64(3)));
        }

        return ratings;
    }

    /// <summary>Every rating that stands, in no particular order.</summary>
    public Task<RatingColumns> ReadAllAsync(CancellationToken cancellationToken) =>
        ReadColumnsAsync("COPY (SELECT user_id, movie_id, stars, sequence, rated_at FROM ratings) TO STDOUT (FORMAT BINARY)", includeWithdrawn: false, 0, cancellationToken);

    /// <summary>Every rating that changed after a watermark; withdrawn ones are included, as NaN.</summary>
    /// <param name="sequence">The <see cref="RatingColumns.LastSequence"/> of the read before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<RatingColumns> ReadChangesAsync(long sequence, CancellationToken cancellationToken) =>
        ReadColumnsAsync(
            string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT user_id, movie_id, stars, sequence, rated_at FROM ratings WHERE sequence > {sequence}) TO STDOUT (FORMAT BINARY)"),
            includeWithdrawn: true,
            sequence,
            cancellationToken);

    /// <summary>What changed after a watermark, for those who keep ratings in memory; null when it is so much that reading all again is cheaper.</summary>
    /// <param name="sequence">The <see cref="RatingColumns.LastSequence"/> of the read before.</param>
    /// <param name="known">How many ratings are kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RatingColumns?> TryReadChangesAsync(long sequence, int known, CancellationToken cancellationToken) =>
        (await CountChangesAsync(sequence, cancellationToken)).Changes switch
        {
            0 => new RatingColumns([], [], [], [], sequence),
            var changes when changes > Math.Max(FewChanges, known / ShareOfMany) => null,
            _ => await ReadChangesAsync(sequence, cancellationToken),
        };

    /// <summary>How many ratings changed after a watermark, and the highest sequence number by now.</summary>
    public async Task<(long Changes, long LastSequence)> CountChangesAsync(long sequence, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT count(*), coalesce(max(sequence), $1) FROM ratings WHERE sequence > $1");
        command.Parameters.Add(new() { Value = sequence });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The newest ratings that stand, newest first.</summary>
    public async Task<IReadOnlyList<DatedRating>> ReadNewestAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT movie_id, rated_at FROM ratings WHERE stars IS NOT NULL ORDER BY rated_at DESC LIMIT $1");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ratings = new List<DatedRating>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ratings.Add(new DatedRating(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return ratings;
    }

    private async Task<RatingColumns> ReadColumnsAsync(string copy, bool includeWithdrawn, long lastSequence, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
        return await RatingCopyReader.ReadAsync(stream, includeWithdrawn, lastSequence, cancellationToken);
    }
}
