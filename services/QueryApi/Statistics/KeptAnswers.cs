namespace MovieMesh.QueryApi.Statistics;

/// <summary>Keeps answers that cost a pass over a table for a while; whoever asks during the pass waits for it too.</summary>
internal sealed class KeptAnswers<TKey, TAnswer>(TimeSpan age, int most, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, (Task<TAnswer> Answer, long Started)> _kept = [];

    /// <summary>The answer kept, or a new one; the pass goes on when this caller no longer waits.</summary>
    public Task<TAnswer> GetAsync(TKey key, Func<Task<TAnswer>> read, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(key, out var entry) || entry.Answer.IsFaulted || entry.Answer.IsCanceled || (entry.Answer.IsCompleted && IsOld(entry.Started)))
            {
                if (_kept.Count >= most)
                {
                    _kept.Clear();
                }

                entry = (read(), time.GetTimestamp());
                _kept[key] = entry;
            }

            return entry.Answer.WaitAsync(cancellationToken);
        }
    }

    private bool IsOld(long started) => time.GetElapsedTime(started) > age;
}
