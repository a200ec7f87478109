using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using MovieMesh.Storage.Ratings;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Tests.Ratings;

public sealed class RatingsDatabaseTests(RatingsFixture fixture) : IClassFixture<RatingsFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Snapshot_AgreesWithTheModel()
    {
        using var context = fixture.Get<IDbContextFactory<RatingsDbContext>>().CreateDbContext();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task MigratedDatabase_AgreesWithTheModel()
    {
        await using var context = await fixture.Get<IDbContextFactory<RatingsDbContext>>().CreateDbContextAsync(Cancelled);
        var tables = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.ToList();
        var expectedColumns = tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType} {(column.IsNullable ? "null" : "not null")}"));
        var expectedKeys = tables.Select(table => $"{table.Name} PRIMARY KEY ({string.Join(", ", table.PrimaryKey!.Columns.Select(column => column.Name))})");
        var expectedIndexes = tables.SelectMany(table => table.Indexes.Select(index => $"{table.Name} {index.Name} {index.IsUnique}"));

        Assert.Equal(expectedColumns.Order(StringComparer.Ordinal), await ReadAsync(
            """
            SELECT relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE ' null' END
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND relname NOT LIKE '\_\_%'
            """));
        Assert.Equal(expectedKeys.Order(StringComparer.Ordinal), await ReadAsync(
            """
            SELECT relname || ' ' || pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
            WHERE contype = 'p' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\_\_%'
            """));
        Assert.Equal(expectedIndexes.Order(StringComparer.Ordinal), await ReadAsync(
            """
            SELECT tables.relname || ' ' || indexes.relname || CASE WHEN indisunique THEN ' True' ELSE ' False' END
            FROM pg_index JOIN pg_class AS indexes ON indexes.oid = indexrelid JOIN pg_class AS tables ON tables.oid = indrelid
            WHERE tables.relnamespace = 'public'::regnamespace AND NOT indisprimary
            """));
    }

    [Fact]
    public async Task Migrate_FromSeveralProcessesAtOnce_AppliesOnce()
    {
        _ = fixture.Database;
        var connectionString = new Npgsql.NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Database = $"ratings_{Guid.NewGuid():N}" }.ConnectionString;

        var created = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RatingsDatabase.CreateIfMissingAsync(connectionString, Cancelled)));
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RatingsDatabase.MigrateAsync(connectionString, Cancelled)));

        Assert.Single(created, one => one);
        await using var context = await fixture.Get<IDbContextFactory<RatingsDbContext>>().CreateDbContextAsync(Cancelled);
        Assert.Equal(context.Database.GetMigrations(), applied.SelectMany(one => one));
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = fixture.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.GetString(0));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
