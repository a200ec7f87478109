using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Datasets;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Asks for the import of the configured data set, unless it is in the store. Every replica may ask: the import's id comes from the content, and it runs once.</summary>
internal sealed class StartupImport(
    DatasetStore datasets, IDurablePublisher publisher, IOptions<DatasetOptions> options, TimeProvider time, ILogger<StartupImport> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Path))
        {
            return;
        }

        // Opening a folder's files may take seconds; the service answers meanwhile.
        await Task.Yield();
        var command = Describe(options.Value.Path, out var name, out var fingerprint);
        while (true)
        {
            try
            {
                if (fingerprint is null || !await datasets.IsImportedAsync(name, fingerprint, stoppingToken))
                {
                    await publisher.PublishAsync(command, stoppingToken);
                }

                return;
            }
            catch (Exception exception) when (exception is BrokerUnavailableException || RatingsStoreExtensions.IsRatingsStoreAway(exception))
            {
                logger.StartupImportWaits(exception.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private ImportDataset Describe(string path, out string name, out string? fingerprint)
    {
        name = Path.GetFileName(path);
        fingerprint = null;
        try
        {
            using var dataset = Dataset.Open(path);
            name = dataset.Name;
            fingerprint = dataset.ComputeFingerprint();
        }
        catch (DatasetException exception)
        {
            // The import itself says so again, where everybody hears it.
            logger.ImportFailed(name, exception.Message);
        }

        var id = fingerprint is null ? Guid.NewGuid() : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name + fingerprint)).AsSpan(0, 16));
        return new ImportDataset { ImportId = id, Path = path, Strict = options.Value.Strict };
    }
}
