using Microsoft.EntityFrameworkCore;
using MovieMesh.Storage.Ratings.Schema;
using Npgsql;

namespace MovieMesh.Storage.Ratings;

/// <summary>Brings the database into being and its schema up to date.</summary>
public static class RatingsDatabase
{
    private const long MigrationLock = 0x4D4F_5649_4531;

    /// <summary>The migrations that this version knows, in order.</summary>
    public static IReadOnlyList<string> Migrations
    {
        get
        {
            using var context = new RatingsDbContext(Options("Host=nowhere"));
            return [.. context.Database.GetMigrations()];
        }
    }

    /// <summary>Creates the database when the server has none of that name.</summary>
    /// <param name="connectionString">Names the server and the database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was created.</returns>
    public static async Task<bool> CreateIfMissingAsync(string connectionString, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var database = target.Database ?? throw new ArgumentException("The connection string names no database.", nameof(connectionString));
        try
        {
            await using var direct = new NpgsqlConnection(Unpooled(target, database));
            await direct.OpenAsync(cancellationToken);
            return false;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var maintenance = new NpgsqlConnection(Unpooled(target, "postgres"));
            await maintenance.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", maintenance);
            try
            {
                await create.ExecuteNonQueryAsync(cancellationToken);
                return true;
            }
            catch (PostgresException race) when (race.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                return false;
            }
        }
    }

    /// <summary>Applies the migrations that the database lacks, one process at a time.</summary>
    /// <param name="connectionString">Names the server and the database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The migrations applied, in order.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var guard = new NpgsqlConnection(Unpooled(new NpgsqlConnectionStringBuilder(connectionString), null));
        await guard.OpenAsync(cancellationToken);
        await using (var acquire = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", guard) { CommandTimeout = 0 })
        {
            await acquire.ExecuteNonQueryAsync(cancellationToken);
        }

        // The lock goes with the connection, so a process that dies half-way does not keep it.
        await using var context = new RatingsDbContext(Options(connectionString));
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    internal static DbContextOptions<RatingsDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<RatingsDbContext>().UseNpgsql(connectionString).Options;

    private static string Unpooled(NpgsqlConnectionStringBuilder target, string? database) =>
        new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = database ?? target.Database, Pooling = false }.ConnectionString;
}
