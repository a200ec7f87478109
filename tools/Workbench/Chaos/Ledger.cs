using System.Collections.Concurrent;

namespace MovieMesh.Workbench.Chaos;

/// <summary>All that was sent and what came of it, as the senders know it: nothing in here comes from the mesh's stores.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<(int UserId, int MovieId), List<Attempt>> _attempts = new();
    private readonly ConcurrentBag<Guid> _trainings = [];
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private long _backwards;

    public IReadOnlyDictionary<(int UserId, int MovieId), List<Attempt>> Attempts => _attempts;

    public IReadOnlyCollection<Guid> Trainings => _trainings;

    public long Sent => _outcomes.Sum();

    /// <summary>Ratings and withdrawals answered 202.</summary>
    public long Accepted => _outcomes[(int)Outcome.Accepted];

    /// <summary>Those answered 503 with the time to try again.</summary>
    public long Refused => _outcomes[(int)Outcome.Refused];

    /// <summary>Those without an answer: the connection broke or the wait was too long.</summary>
    public long Unanswered => _outcomes[(int)Outcome.Unanswered];

    /// <summary>Those answered in any other way.</summary>
    public long Failed => _outcomes[(int)Outcome.Failed];

    /// <summary>Reads that showed an older state than an earlier read.</summary>
    public long Backwards => _backwards;

    /// <summary>Takes down an attempt; those of one user and movie come one after the other.</summary>
    public void Add(int userId, int movieId, Attempt attempt, Outcome outcome)
    {
        _attempts.GetOrAdd((userId, movieId), _ => []).Add(attempt);
        Interlocked.Increment(ref _outcomes[(int)outcome]);
    }

    public void AddTraining(Guid requestId) => _trainings.Add(requestId);

    public void WentBackwards() => Interlocked.Increment(ref _backwards);
}
