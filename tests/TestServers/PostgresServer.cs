using Npgsql;

namespace MovieMesh.TestServers;

/// <summary>A real PostgreSQL.</summary>
public sealed class PostgresServer() : TestServer("postgres.sh")
{
    /// <inheritdoc/>
    public override string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=moviemesh;Password={Password};Database=ratingsdb";

    /// <summary>The connection string of a database that nobody else uses and that does not exist yet.</summary>
    public string NewDatabase() => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = $"test_{Guid.NewGuid():N}" }.ConnectionString;

    /// <summary>SIGINT: at SIGTERM it waits for its clients, and the pools of a test process never leave.</summary>
    protected override int StopSignal => 2;

    /// <inheritdoc/>
    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
