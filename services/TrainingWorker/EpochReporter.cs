using System.Threading.Channels;
using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Takes epochs from the training thread and stores and publishes them behind its back, in order, so that training never waits for a server.</summary>
internal sealed class EpochReporter : IProgress<TrainingEpoch>, IAsyncDisposable
{
    private readonly Channel<TrainingEpoch> _epochs = Channel.CreateUnbounded<TrainingEpoch>(new() { SingleReader = true });
    private readonly Task _reporting;
    private readonly Dictionary<string, (double Error, int Epoch)> _best = new(StringComparer.Ordinal);

    public EpochReporter(long runId, ModelRunStore runs, IPublishEndpoint events, CancellationToken cancellationToken) =>
        _reporting = ReportAllAsync(runId, runs, events, cancellationToken);

    /// <summary>The epoch with the least held-out error so far, which is the one whose model is kept; null before the first that was measured.</summary>
    /// <param name="part">The part of a pair, whose own epochs are counted; null for a model that is no pair.</param>
    public int? BestEpoch(string? part) => _best.TryGetValue(part ?? "", out var best) ? best.Epoch : null;

    public void Report(TrainingEpoch value)
    {
        var part = value.Part ?? "";
        if (value.HeldOutError is { } error && (!_best.TryGetValue(part, out var best) || error < best.Error))
        {
            _best[part] = (error, value.Part is null ? value.Epoch : value.PartEpoch);
        }

        _epochs.Writer.TryWrite(value);
    }

    public async ValueTask DisposeAsync()
    {
        _epochs.Writer.Complete();
        await _reporting;
    }

    private async Task ReportAllAsync(long runId, ModelRunStore runs, IPublishEndpoint events, CancellationToken cancellationToken)
    {
        await foreach (var epoch in _epochs.Reader.ReadAllAsync(cancellationToken))
        {
            var (trainError, heldOutError) = (Finite(epoch.TrainError), Finite(epoch.HeldOutError));
            await runs.AddEpochAsync(runId, new StoredModelEpoch(epoch.Epoch, trainError, heldOutError, epoch.Elapsed.TotalSeconds, epoch.Part), cancellationToken);
            await events.Publish(
                new EpochCompleted { RunId = runId, Epoch = epoch.Epoch, Epochs = epoch.Epochs, TrainError = trainError, HeldOutError = heldOutError, Part = epoch.Part },
                cancellationToken);
        }
    }

    private static double? Finite(double? error) => error is { } value && double.IsFinite(value) ? value : null;
}
