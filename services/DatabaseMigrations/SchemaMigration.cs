using Microsoft.Extensions.Options;
using MovieMesh.Storage.Ratings;
using Npgsql;

namespace MovieMesh.DatabaseMigrations;

/// <summary>Waits for the server, creates the database when it is missing, brings the schema up to date, and ends.</summary>
internal sealed class SchemaMigration(IConfiguration configuration, IOptions<MigrationOptions> options, TimeProvider time, ILogger<SchemaMigration> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString("ratingsdb") is not { Length: > 0 } connectionString)
        {
            logger.NoConnectionString();
            return 2;
        }

        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await RatingsDatabase.CreateIfMissingAsync(connectionString, cancellationToken))
                {
                    logger.DatabaseCreated();
                }

                var applied = await RatingsDatabase.MigrateAsync(connectionString, cancellationToken);
                logger.SchemaUpToDate(applied.Count);
                return 0;
            }
            catch (Exception exception) when (exception is TimeoutException || RatingsStoreExtensions.IsRatingsStoreAway(exception))
            {
                var waited = time.GetElapsedTime(started);
                if (waited >= options.Value.Patience)
                {
                    logger.GaveUp(waited.TotalSeconds, exception.Message);
                    return 1;
                }

                logger.Waiting(exception.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                logger.Refused(exception.Message);
                return 1;
            }
        }
    }
}
