using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using MovieMesh.AppHost;
using MovieMesh.AppHost.Local;
using MovieMesh.Storage.Accounts;
using Npgsql;

namespace MovieMesh.Workbench.Backups;

/// <summary>The mesh kept here, of which nothing runs but, for as long as this object lives, its PostgreSQL.</summary>
internal sealed class StoppedMesh : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FileStream _claim;
    private readonly Process _server;

    private StoppedMesh(FileStream claim, Process server, string database) => (_claim, _server, Database) = (claim, server, database);

    /// <summary>The connection string of the ratings database.</summary>
    public string Database { get; }

    /// <summary>Takes the mesh's place, so that no other can start meanwhile, and starts its PostgreSQL; a mesh that never ran gets one.</summary>
    public static async Task<StoppedMesh> ClaimAsync(CancellationToken cancellationToken)
    {
        var kept = new KeptSettings(RunningMesh.Home);
        FileStream claim;
        try
        {
            claim = new FileStream(Path.Combine(kept.Home, "apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BackupException("the mesh is running; stop it with ./mesh down first.");
        }

        var (port, password) = new NativeServers(kept).Of("postgres");
        var server = await ProcessStarter.StartAsync(new ProcessStartInfo(Script(), [Path.Combine(kept.Home, "postgres"), $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SERVER_PASSWORD"] = password },
        });
        var mesh = new StoppedMesh(claim, server, RunningMesh.Database()!);
        try
        {
            await mesh.WaitAsync(cancellationToken);
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>The backup's accounts come with the passwords of their time. The one that <c>./mesh admin</c> shows gets the password that it shows.</summary>
    public async Task KeepAdministratorAsync(CancellationToken cancellationToken)
    {
        if (RunningMesh.Administrator() is not { } administrator)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(Database + ";Pooling=false");
        await using var update = source.CreateCommand("UPDATE accounts SET password_hash = $1, security_stamp = $2 WHERE normalized_email = $3 AND is_administrator");
        update.Parameters.Add(new() { Value = new PasswordHasher<Account>().HashPassword(new Account(), administrator.Password) });
        update.Parameters.Add(new() { Value = Guid.NewGuid().ToString("N") });
        update.Parameters.Add(new() { Value = new UpperInvariantLookupNormalizer().NormalizeEmail(administrator.Email) });
        await update.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            // The fast shutdown: PostgreSQL does not wait for clients to leave.
            Signals.Send(_server.Id, Signals.Interrupt);
            await _server.WaitForExitAsync(CancellationToken.None);
        }

        _server.Dispose();
        await _claim.DisposeAsync();
    }

    private static string Script()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "deploy", "native", "postgres.sh") is var script && File.Exists(script))
            {
                return script;
            }
        }

        throw new BackupException("deploy/native/postgres.sh is in no folder above this program.");
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var output = Task.WhenAll(_server.StandardOutput.ReadToEndAsync(cancellationToken), _server.StandardError.ReadToEndAsync(cancellationToken));
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Database = "postgres", Pooling = false, Timeout = 5 }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new BackupException($"PostgreSQL does not start: {(_server.HasExited ? string.Concat(await output).Trim() : exception.Message)}");
            }
        }
    }
}
