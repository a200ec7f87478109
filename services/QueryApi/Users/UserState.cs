using MovieMesh.QueryApi.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>A user in memory: the ratings, the vector for the model that serves, and the reads that wait for a rating.</summary>
internal sealed class UserState
{
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private volatile UserRatings _ratings = UserRatings.None;
    private volatile FoldedUser? _folded;

    public UserRatings Ratings => _ratings;

    /// <summary>Takes in what is newer and wakes the reads that waited for it.</summary>
    public void Merge(IEnumerable<StoredRating> ratings)
    {
        lock (_lock)
        {
            _ratings = _ratings.Merge(ratings);
            _waiters.RemoveAll(waiter => _ratings.Knows(waiter.Token) && waiter.Seen.TrySetResult());
        }
    }

    /// <summary>Completes once the rating of the token is known.</summary>
    /// <returns>Whether it came in time.</returns>
    public async Task<bool> WaitAsync(ReadToken token, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(token, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            if (_ratings.Knows(token))
            {
                return true;
            }

            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Seen.Task.WaitAsync(atMost, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_lock)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    /// <summary>The user's vector, solved only when ratings or model are others than last time.</summary>
    public FoldedUser FoldIn(ServedModel model, Folding folding)
    {
        var (folded, ratings) = (_folded, _ratings);
        if (folded is null || !ReferenceEquals(folded.Model, model) || !ReferenceEquals(folded.Ratings, ratings))
        {
            _folded = folded = folding.FoldIn(model, ratings);
        }

        return folded;
    }

    private sealed record Waiter(ReadToken Token, TaskCompletionSource Seen);
}
