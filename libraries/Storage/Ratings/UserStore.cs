using Microsoft.EntityFrameworkCore;
using MovieMesh.Storage.Ratings.Schema;
using Npgsql;

namespace MovieMesh.Storage.Ratings;

/// <summary>The users: those of the data set, known by their ratings, and visitors of the mesh's own.</summary>
public sealed class UserStore
{
    /// <summary>Ids from here on are visitors.</summary>
    public const int FirstVisitorId = 1_000_000_000;

    private readonly NpgsqlDataSource _dataSource;
    private readonly IDbContextFactory<RatingsDbContext> _contexts;

    internal UserStore(NpgsqlDataSource dataSource, IDbContextFactory<RatingsDbContext> contexts)
    {
        _dataSource = dataSource;
        _contexts = contexts;
    }

    /// <summary>Makes a visitor and returns the id.</summary>
    public async Task<int> CreateVisitorAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var visitor = new VisitorRow();
        context.Visitors.Add(visitor);
        await context.SaveChangesAsync(cancellationToken);
        return visitor.UserId;
    }

    /// <summary>Users by number of ratings, most first.</summary>
    /// <param name="search">The beginning of an id, or null for all.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="size">Users a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StoredUsers> ListAsync(string? search, int page, int size, CancellationToken cancellationToken)
    {
        var prefix = search?.Trim() ?? "";
        if (prefix.Any(character => !char.IsAsciiDigit(character)))
        {
            return new StoredUsers([], 0);
        }

        const string Users =
            """
            SELECT coalesce(statistics.user_id, visitors.user_id) AS id, coalesce(ratings, 0) AS ratings
            FROM user_statistics AS statistics FULL JOIN visitors ON visitors.user_id = statistics.user_id
            """;
        await using var batch = _dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT count(*) FROM ({Users}) AS users WHERE id::text LIKE $1")
        {
            Parameters = { new() { Value = prefix + "%" } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT id, ratings FROM ({Users}) AS users WHERE id::text LIKE $1 ORDER BY ratings DESC, id LIMIT $2 OFFSET $3")
        {
            Parameters = { new() { Value = prefix + "%" }, new() { Value = size }, new() { Value = (long)(page - 1) * size } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var users = new List<StoredUser>();
        while (await reader.ReadAsync(cancellationToken))
        {
            users.Add(new StoredUser(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(0) >= FirstVisitorId));
        }

        return new StoredUsers(users, total);
    }

    /// <summary>One user, or null when nobody of that id ever rated or visited.</summary>
    public async Task<StoredUser?> ReadAsync(int userId, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(
            """
            SELECT max(ratings) FROM (
                SELECT ratings FROM user_statistics WHERE user_id = $1
                UNION ALL
                SELECT 0 FROM visitors WHERE user_id = $1) AS known
            """);
        command.Parameters.Add(new() { Value = userId });
        return await command.ExecuteScalarAsync(cancellationToken) is int ratings ? new StoredUser(userId, ratings, userId >= FirstVisitorId) : null;
    }

    /// <summary>Whether anybody of that id ever rated or visited.</summary>
    public async Task<bool> ExistsAsync(int userId, CancellationToken cancellationToken) => await ReadAsync(userId, cancellationToken) is not null;
}
