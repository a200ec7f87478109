using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>How well models predicted ratings before they knew of them.</summary>
public sealed class PrequentialStore(NpgsqlDataSource dataSource)
{
    private const string Figures =
        """
        SELECT model_version, count(*), sqrt(avg((predicted - stars)::float8 ^ 2)), avg(abs(predicted - stars)::float8), min(scored_at), max(scored_at),
            count(place), percentile_cont(0.5) WITHIN GROUP (ORDER BY place), avg(1::float8 / place), avg((place <= 10)::int::float8)
        """;

    /// <summary>Keeps scores. A rating is scored once: the first score stands.</summary>
    public async Task AddAsync(IReadOnlyList<PrequentialScore> scores, DateTimeOffset scoredAt, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO prequential_scores (sequence, model_version, predicted, stars, experiment_id, place, scored_at)
            SELECT *, $7 FROM unnest($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = scores.Select(score => score.Sequence).ToArray() });
        command.Parameters.Add(new() { Value = scores.Select(score => score.ModelVersion).ToArray() });
        command.Parameters.Add(new() { Value = scores.Select(score => score.Predicted).ToArray() });
        command.Parameters.Add(new() { Value = scores.Select(score => score.Stars).ToArray() });
        command.Parameters.Add(new() { Value = scores.Select(score => score.ExperimentId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = scores.Select(score => score.Place).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = scoredAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets all but the newest scores.</summary>
    public async Task PruneAsync(int keep, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "DELETE FROM prequential_scores WHERE sequence <= (SELECT sequence FROM prequential_scores ORDER BY sequence DESC OFFSET $1 LIMIT 1)");
        command.Parameters.Add(new() { Value = keep });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>For each version the error over its newest ratings, so many or as many as there are; newest version first.</summary>
    public Task<IReadOnlyList<PrequentialWindow>> ReadWindowsAsync(int ratings, CancellationToken cancellationToken) => ReadAsync(
        $"""
        {Figures}
        FROM (SELECT *, row_number() OVER (PARTITION BY model_version ORDER BY sequence DESC) AS nth FROM prequential_scores) AS placed
        WHERE nth <= $1
        GROUP BY model_version
        ORDER BY model_version DESC
        """,
        ratings,
        [],
        cancellationToken);

    /// <summary>The error over a version's newest ratings that came after a sequence number; null when there are none.</summary>
    public async Task<PrequentialWindow?> ReadWindowAsync(long modelVersion, long after, int ratings, CancellationToken cancellationToken) => (await ReadAsync(
        $"""
        {Figures}
        FROM (SELECT * FROM prequential_scores WHERE model_version = $2 AND sequence > $3 ORDER BY sequence DESC LIMIT $1) AS newest
        GROUP BY model_version
        """,
        ratings,
        [modelVersion, after],
        cancellationToken)).SingleOrDefault();

    /// <summary>The error of each version over all its ratings that were predicted in an experiment.</summary>
    public Task<IReadOnlyList<PrequentialWindow>> ReadExperimentAsync(long experimentId, CancellationToken cancellationToken) => ReadAsync(
        $"""
        {Figures}
        FROM (SELECT * FROM prequential_scores WHERE experiment_id = $2 ORDER BY sequence DESC LIMIT $1) AS scored
        GROUP BY model_version
        """,
        int.MaxValue,
        [experimentId],
        cancellationToken);

    /// <summary>A version's error over one block of ratings after the other, oldest first: the newest blocks, each of so many ratings but for the first, which may have fewer.</summary>
    public async Task<IReadOnlyList<PrequentialWindow>> ReadCurveAsync(long modelVersion, int blockSize, int blocks, CancellationToken cancellationToken) => await ReadAsync(
        $"""
        {Figures}
        FROM (
            SELECT *, (row_number() OVER (ORDER BY sequence DESC) - 1) / $1 AS block
            FROM (SELECT * FROM prequential_scores WHERE model_version = $2 ORDER BY sequence DESC LIMIT $1 * $3) AS newest) AS blocks
        GROUP BY model_version, block
        ORDER BY block DESC
        """,
        blockSize,
        [modelVersion, blocks],
        cancellationToken);

    private async Task<IReadOnlyList<PrequentialWindow>> ReadAsync(string sql, int ratings, long[] others, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ratings });
        foreach (var other in others)
        {
            command.Parameters.Add(new() { Value = other });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var windows = new List<PrequentialWindow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var window = new PrequentialWindow(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5));
            windows.Add(reader.GetInt64(6) is > 0 and var liked
                ? window with { Places = new PrequentialPlaces(liked, reader.GetDouble(7), reader.GetDouble(8), reader.GetDouble(9)) }
                : window);
        }

        return windows;
    }
}
