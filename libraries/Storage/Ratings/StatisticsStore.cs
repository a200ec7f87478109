using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>What all ratings and tags add up to. Each reading passes over a whole table, so callers keep the answers for a while.</summary>
public sealed class StatisticsStore(NpgsqlDataSource dataSource)
{
    private const long SecondsPerHour = 3600;

    /// <summary>The ratings by the hour in which they were given, in order; hours without any are left out.</summary>
    /// <param name="movieIds">Only those of these movies, or null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<HourlyRatings>> ReadHoursAsync(IReadOnlyCollection<int>? movieIds, CancellationToken cancellationToken)
    {
        // By the number of the hour: far cheaper to group by than parts of a date, which one row in thousands needs.
        await using var command = Create(
            """
            SELECT floor(date_part('epoch', rated_at) / 3600)::bigint AS hour, count(*), sum(stars::float8)
            FROM ratings
            WHERE stars IS NOT NULL AND ($1 IS NULL OR movie_id = ANY ($1))
            GROUP BY hour
            ORDER BY hour
            """,
            movieIds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hours = new List<HourlyRatings>();
        while (await reader.ReadAsync(cancellationToken))
        {
            hours.Add(new HourlyRatings(DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(0) * SecondsPerHour).UtcDateTime, reader.GetInt64(1), reader.GetDouble(2)));
        }

        return hours;
    }

    /// <summary>How many ratings each user has who has any, most first.</summary>
    /// <param name="movieIds">Only those of these movies, or null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<int>> ReadRatingsPerUserAsync(IReadOnlyCollection<int>? movieIds, CancellationToken cancellationToken)
    {
        await using var command = movieIds is null
            ? dataSource.CreateCommand("SELECT ratings FROM user_statistics WHERE ratings > 0 ORDER BY ratings DESC")
            : Create("SELECT count(*)::int AS ratings FROM ratings WHERE stars IS NOT NULL AND movie_id = ANY ($1) GROUP BY user_id ORDER BY ratings DESC", movieIds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var users = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            users.Add(reader.GetInt32(0));
        }

        return users;
    }

    /// <summary>The tags used most, whatever their capitals.</summary>
    /// <param name="movieIds">Only those on these movies, or null for all.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<TagUse>> ReadTagsAsync(IReadOnlyCollection<int>? movieIds, int count, CancellationToken cancellationToken)
    {
        await using var command = Create(
            """
            SELECT lower(tag) AS tag, count(*) AS uses, count(DISTINCT movie_id)
            FROM tags
            WHERE $1 IS NULL OR movie_id = ANY ($1)
            GROUP BY lower(tag)
            ORDER BY uses DESC, tag
            LIMIT $2
            """,
            movieIds);
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tags = new List<TagUse>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tags.Add(new TagUse(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return tags;
    }

    private NpgsqlCommand Create(string sql, IReadOnlyCollection<int>? movieIds)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = movieIds is null ? DBNull.Value : movieIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        return command;
    }
}
