using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>What users did with movies beside rating them.</summary>
public sealed class FeedbackStore(NpgsqlDataSource dataSource)
{
    /// <summary>Stores feedback: of each user, movie and kind the newest stands, so neither order nor repetition matters. Movies that there are not are passed over.</summary>
    public async Task RecordAsync(IReadOnlyList<StoredFeedback> feedback, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO feedback (user_id, movie_id, kind, given_at, is_withdrawn)
            SELECT DISTINCT ON (given.user_id, given.movie_id, given.kind) given.user_id, given.movie_id, given.kind, given.given_at, given.is_withdrawn
            FROM unnest($1, $2, $3, $4, $5) AS given (user_id, movie_id, kind, given_at, is_withdrawn)
            JOIN movies ON movies.id = given.movie_id
            ORDER BY 1, 2, 3, 4 DESC
            ON CONFLICT (user_id, movie_id, kind) DO UPDATE SET given_at = excluded.given_at, is_withdrawn = excluded.is_withdrawn WHERE excluded.given_at > feedback.given_at
            """);
        command.Parameters.Add(new() { Value = feedback.Select(one => one.UserId).ToArray() });
        command.Parameters.Add(new() { Value = feedback.Select(one => one.MovieId).ToArray() });
        command.Parameters.Add(new() { Value = feedback.Select(one => one.Kind).ToArray() });
        command.Parameters.Add(new() { Value = feedback.Select(one => one.GivenAt.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = feedback.Select(one => one.IsWithdrawn).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes what a user gave up to a moment.</summary>
    public async Task ForgetAsync(int userId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM feedback WHERE user_id = $1 AND given_at <= $2");
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = until.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All feedback of a user that stands, newest first.</summary>
    public async Task<IReadOnlyList<StoredFeedback>> ReadUserAsync(int userId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT user_id, movie_id, kind, given_at FROM feedback WHERE user_id = $1 AND NOT is_withdrawn ORDER BY given_at DESC, movie_id, kind");
        command.Parameters.Add(new() { Value = userId });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>All feedback that stands, in no particular order.</summary>
    public async Task<IReadOnlyList<StoredFeedback>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT user_id, movie_id, kind, given_at FROM feedback WHERE NOT is_withdrawn");
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<StoredFeedback>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var feedback = new List<StoredFeedback>();
        while (await reader.ReadAsync(cancellationToken))
        {
            feedback.Add(new StoredFeedback(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return feedback;
    }
}
