using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Datasets;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Runs an import and tells how it goes.</summary>
internal sealed class DatasetImport(DatasetImporter importer, DatasetStore datasets, TimeProvider time, IngestionMetrics metrics, ILogger<DatasetImport> logger)
{
    /// <summary>Progress is for people to watch.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(400);

    public async Task RunAsync(ImportDataset command, bool isRedelivered, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        if (await datasets.ReadAsync(command.ImportId, cancellationToken) is { State: DatasetState.Imported } done)
        {
            // A process that died between the end and the announcement left the command unacknowledged.
            if (isRedelivered)
            {
                await bus.Publish(ToImported(done), cancellationToken);
            }

            return;
        }

        var status = new StoredDataset { ImportId = command.ImportId, Name = Path.GetFileName(command.Path), Path = command.Path, State = DatasetState.Importing };
        try
        {
            using var dataset = Dataset.Open(command.Path, command.Strict);
            status = status with { Name = dataset.Name, IsGenerated = dataset.IsGenerated };
            await datasets.SaveAsync(status, cancellationToken);
            status = status with { Fingerprint = dataset.ComputeFingerprint() };
            status = await RunAsync(dataset, status, command.Strict, bus, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !RatingsStoreExtensions.IsRatingsStoreAway(exception))
        {
            if (exception is not DatasetException)
            {
                logger.ImportBroke(exception, status.Name);
            }

            // The reason is told to everybody, so without the folders of this machine.
            var reason = exception is DatasetException ? exception.Message.Replace(command.Path, Path.GetFileName(command.Path), StringComparison.Ordinal) : "The import broke off; the log of ingestion says why.";
            status = status with { State = DatasetState.Failed, Error = reason };
            logger.ImportFailed(status.Name, reason);
        }

        await datasets.SaveAsync(status, cancellationToken);
        await bus.Publish(ToImported(status), cancellationToken);
    }

    private static DatasetImported ToImported(StoredDataset dataset) => new()
    {
        ImportId = dataset.ImportId,
        Dataset = dataset.Name,
        Movies = dataset.Movies,
        Ratings = dataset.Ratings,
        Tags = dataset.Tags,
        SkippedLines = dataset.SkippedLines,
        Failure = dataset.Error,
    };

    private async Task<StoredDataset> RunAsync(Dataset dataset, StoredDataset status, bool strict, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        using var activity = IngestionMetrics.Activities.StartActivity("import data set");
        if (strict)
        {
            // All or nothing: the whole set is read once before a row of it is stored.
            dataset.Validate(cancellationToken);
        }

        var started = time.GetTimestamp();
        var lastTold = started;
        var lastStage = "";
        var result = await importer.ImportAsync(
            dataset,
            async progress =>
            {
                if (progress.Stage == lastStage && time.GetElapsedTime(lastTold) < TellEvery)
                {
                    return;
                }

                (lastTold, lastStage) = (time.GetTimestamp(), progress.Stage);
                await datasets.SaveAsync(status with { Fraction = progress.Fraction }, cancellationToken);
                await bus.Publish(
                    new DatasetImportProgressed
                    {
                        ImportId = status.ImportId,
                        Dataset = status.Name,
                        Stage = progress.Stage,
                        Fraction = progress.Fraction,
                        Rows = progress.Rows,
                    },
                    cancellationToken);
            },
            cancellationToken);

        foreach (var problem in dataset.Problems.First)
        {
            logger.LineSkipped(problem.ToString());
        }

        foreach (var (kind, count) in dataset.Problems.Counts)
        {
            logger.LinesSkipped(count, kind);
        }

        metrics.Imported(result.Movies + result.Ratings + result.Tags);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        logger.Imported(dataset.Name, result.Movies, result.Ratings, result.Tags, dataset.Problems.Total, seconds);
        return status with
        {
            State = DatasetState.Imported,
            Fraction = 1,
            Movies = result.Movies,
            Users = result.Users,
            Ratings = result.Ratings,
            Tags = result.Tags,
            SkippedLines = dataset.Problems.Total,
            Problems = [.. dataset.Problems.First.Select(problem => problem.ToString())],
        };
    }
}
