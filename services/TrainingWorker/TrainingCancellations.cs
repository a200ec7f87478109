using System.Collections.Concurrent;

namespace MovieMesh.TrainingWorker;

/// <summary>The trainings that run in this process, for whoever wants to end one.</summary>
internal sealed class TrainingCancellations
{
    private readonly ConcurrentDictionary<long, RunningTraining> _running = new();

    /// <summary>Makes a run known until what is returned is disposed.</summary>
    public RunningTraining Begin(long runId, CancellationToken cancellationToken) =>
        _running[runId] = new RunningTraining(CancellationTokenSource.CreateLinkedTokenSource(cancellationToken), () => _running.TryRemove(runId, out _));

    /// <summary>Ends a run; one that does not run here is another replica's, or over.</summary>
    public void Cancel(long runId)
    {
        if (_running.TryGetValue(runId, out var running))
        {
            running.Cancel();
        }
    }
}
