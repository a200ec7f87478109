using MovieMesh.TestServers;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace MovieMesh.DatabaseMigrations.Tests;

public sealed class SchemaMigrationTests(Servers servers)
{
    [Fact]
    public async Task Run_NoDatabase_CreatesItAndTheNextRunFindsNothingToDo()
    {
        var database = (await servers.Postgres).NewDatabase();

        using var first = MigrationRun.Start(database);
        Assert.Equal(0, await first.EndAsync());
        Assert.Contains("The database was missing and is created", first.Output, StringComparison.Ordinal);
        var applied = await ReadAppliedAsync(database);
        Assert.NotEmpty(applied);
        Assert.Contains($"migrations applied now: {applied.Count}", first.Output, StringComparison.Ordinal);

        using var second = MigrationRun.Start(database);
        Assert.Equal(0, await second.EndAsync());
        Assert.Contains("migrations applied now: 0", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is created", second.Output, StringComparison.Ordinal);
        Assert.Equal(applied, await ReadAppliedAsync(database));
    }

    [Fact]
    public async Task Run_TwoAtOnce_BothEndWellOnOneSchema()
    {
        var database = (await servers.Postgres).NewDatabase();

        using var one = MigrationRun.Start(database);
        using var two = MigrationRun.Start(database);

        Assert.Equal(0, await one.EndAsync());
        Assert.Equal(0, await two.EndAsync());
        Assert.NotEmpty(await ReadAppliedAsync(database));
    }

    [Fact]
    public async Task Run_ServerComesLater_IsWaitedFor()
    {
        await using var late = new PostgresServer();
        using var run = MigrationRun.Start(late.ConnectionString);
        await Eventually.HoldsAsync(() => run.Output.Contains("The database server is not there yet", StringComparison.Ordinal));

        await late.StartAsync();

        Assert.Equal(0, await run.EndAsync());
        Assert.NotEmpty(await ReadAppliedAsync(late.ConnectionString));
    }

    [Fact]
    public async Task Run_ServerNeverComes_EndsWithTheReason()
    {
        await using var never = new PostgresServer();

        using var run = MigrationRun.Start(never.ConnectionString, patience: "00:00:01");

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("The database server did not come within", run.Output, StringComparison.Ordinal);
        AssertNoTrace(run);
    }

    [Fact]
    public async Task Run_WrongPassword_IsRefusedAtOnceWithTheReason()
    {
        var database = new NpgsqlConnectionStringBuilder((await servers.Postgres).NewDatabase()) { Password = "wrong" }.ConnectionString;

        using var run = MigrationRun.Start(database);

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("The database server refuses: 28P01", run.Output, StringComparison.Ordinal);
        AssertNoTrace(run);
    }

    [Fact]
    public async Task Run_NoConnectionString_SaysWhichOneToSet()
    {
        using var run = MigrationRun.Start(null);

        Assert.Equal(2, await run.EndAsync());
        Assert.Contains("set ConnectionStrings__ratingsdb to Host=", run.Output, StringComparison.Ordinal);
        AssertNoTrace(run);
    }

    private static void AssertNoTrace(MigrationRun run) => Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> ReadAppliedAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand("""SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1""");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var applied = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }
}
