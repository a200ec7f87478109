using System.Globalization;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Status;

/// <summary>Puts together how far the mesh is, at most once a second however many ask, and as last known where a store is away.</summary>
internal sealed class MeshStatusReader(
    DatasetStore datasets,
    ModelRunStore runs,
    DeadLetterStore letters,
    SimilarityCache similarities,
    CatalogueFeed feed,
    ServingModel serving,
    ServingExperiment experiment,
    QueueWatch queues,
    IOptions<GatewayOptions> options,
    TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Reading? _last;
    private StoredDataset? _dataset;
    private StoredModelRun? _run;

    /// <summary>Something happened: the next question is answered anew.</summary>
    public void Changed() => _last = null;

    public async Task<MeshStatus> ReadAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } status)
        {
            return status;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } meanwhile)
            {
                return meanwhile;
            }

            var started = time.GetTimestamp();
            var read = await ComposeAsync(cancellationToken);
            _last = new Reading(read, started);
            return read;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private MeshStatus? Fresh() => _last is { } last && time.GetElapsedTime(last.At) < Freshness ? last.Status : null;

    private async Task<MeshStatus> ComposeAsync(CancellationToken cancellationToken)
    {
        queues.LookNowAndThen();
        string? problem = null;
        int? waiting = null;
        try
        {
            _dataset = await datasets.ReadCurrentAsync(cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken);
            _run = await runs.ListAsync(1, cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken) is [var newest, ..] ? newest : null;
            waiting = await letters.CountAsync(cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException || StoreFaults.IsAway(exception))
        {
            problem = "The ratings database does not answer.";
        }

        var version = serving.Current?.Version;
        var published = await PublishedAsync(version, cancellationToken);
        var dataset = Describe(_dataset, problem);
        return new MeshStatus
        {
            Ready = dataset.State == nameof(DatasetState.Imported) && feed.TryGetCurrent(out var catalogue) && catalogue.Count > 0
                && version is not null && published.Count == SimilarityMeasures.All.Count,
            Dataset = dataset,
            Training = _run is null ? null : Describe(_run),
            Experiment = experiment.Running is { } running ? new ExperimentStatus { Id = running.Experiment.Id, Name = running.Experiment.Name, Problem = running.Problem } : null,
            Similarities = new SimilaritiesStatus { Published = published, Expected = SimilarityMeasures.All },
            DeadLetters = waiting,
            QueueAlarms = queues.Alarms,
        };
    }

    private async Task<IReadOnlyList<string>> PublishedAsync(long? version, CancellationToken cancellationToken)
    {
        var published = new List<string>();
        try
        {
            foreach (var measure in SimilarityMeasures.All)
            {
                if (version is not null && await similarities.ReadCurrentVersionAsync(measure, cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken) is { } current && current >= version)
                {
                    published.Add(measure);
                }
            }
        }
        catch (Exception exception) when (exception is CacheUnavailableException or TimeoutException)
        {
            return [];
        }

        return published;
    }

    private DatasetStatus Describe(StoredDataset? dataset, string? problem)
    {
        if (dataset is null)
        {
            return new DatasetStatus { State = "None", Error = problem };
        }

        // Once imported, the catalogue in memory knows of later ratings too.
        var isServed = dataset.State == DatasetState.Imported && feed.TryGetCurrent(out var served) && served.Count > 0;
        var catalogue = isServed ? feed.Current : null;
        return new DatasetStatus
        {
            State = dataset.State.ToString(),
            Name = dataset.Name,
            IsGenerated = dataset.IsGenerated,
            Fraction = dataset.Fraction,
            Movies = catalogue?.Count ?? dataset.Movies,
            Users = dataset.Users,
            Ratings = catalogue?.Ratings ?? dataset.Ratings,
            SkippedLines = dataset.SkippedLines,
            Error = dataset.Error ?? problem,
        };
    }

    private static TrainingStatus Describe(StoredModelRun run)
    {
        var epoch = run.Epochs.Count == 0 ? 0 : run.Epochs[^1].Epoch;
        return new TrainingStatus
        {
            RunId = run.Id,
            State = (ModelRunState)run.State,
            Epoch = epoch,
            Epochs = Math.Max(epoch, run.Settings.Where(setting => IsEpochs(setting.Key)).Sum(setting => Number(setting.Value))),
        };
    }

    private sealed record Reading(MeshStatus Status, long At);

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Of a pair each part has its own.
    private static bool IsEpochs(string setting) => setting == "epochs" || setting.EndsWith(".epochs", StringComparison.Ordinal);
}
