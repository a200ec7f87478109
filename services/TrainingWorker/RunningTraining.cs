namespace MovieMesh.TrainingWorker;

/// <summary>A training that can be ended by people.</summary>
internal sealed class RunningTraining(CancellationTokenSource source, Action ended) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _isOver;

    public CancellationToken Token => source.Token;

    /// <summary>Whether somebody asked for its end, rather than the process going down.</summary>
    public bool IsAskedFor { get; private set; }

    public void Cancel()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                IsAskedFor = true;
                source.Cancel();
            }
        }
    }

    public void Dispose()
    {
        ended();
        lock (_lock)
        {
            _isOver = true;
            source.Dispose();
        }
    }
}
