using System.Threading.Channels;
using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Takes epochs that were measured on held-out ratings from the training thread and stores and publishes them behind its back, in order, so that training never waits for a server.</summary>
internal sealed class EpochReporter : IProgress<TrainingEpoch>, IAsyncDisposable
{
    private readonly Channel<TrainingEpoch> _epochs = Channel.CreateUnbounded<TrainingEpoch>(new() { SingleReader = true });
    private readonly Task _reporting;

    public EpochReporter(long runId, ModelRunStore runs, IPublishEndpoint events, CancellationToken cancellationToken) =>
        _reporting = ReportAllAsync(runId, runs, events, cancellationToken);

    /// <summary>The held-out RMSE of the best epoch so far, which is the one whose model is kept.</summary>
    public double BestHeldOutRmse { get; private set; } = double.PositiveInfinity;

    public void Report(TrainingEpoch value)
    {
        BestHeldOutRmse = Math.Min(BestHeldOutRmse, value.HeldOutError!.Value);
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
            var heldOutRmse = epoch.HeldOutError!.Value;
            await runs.AddEpochAsync(runId, epoch.Epoch, epoch.TrainError, heldOutRmse, epoch.Elapsed.TotalSeconds, cancellationToken);
            await events.Publish(
                new EpochCompleted { RunId = runId, Epoch = epoch.Epoch, Epochs = epoch.Epochs, TrainRmse = epoch.TrainError, HeldOutRmse = heldOutRmse },
                cancellationToken);
        }
    }
}
