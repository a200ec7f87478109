using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>The users asked for lately, each read from the store once and kept up to date by events; the one not asked for longest makes room.</summary>
/// <remarks>A user stands in here before the store is read, so that an event that arrives meanwhile is merged and not missed.</remarks>
internal sealed class UserStates(RatingStore store, IOptions<GatewayOptions> options, QueryApiMetrics metrics, TimeProvider time, ILogger<UserStates> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = new();

    /// <summary>A user's state, once read.</summary>
    /// <exception cref="NotReadyException">The store did not answer in time.</exception>
    public async Task<UserState> GetAsync(int userId, CancellationToken cancellationToken)
    {
        var entry = Rent(userId);
        await LoadedAsync(entry, cancellationToken);
        return entry.State;
    }

    /// <summary>A user as far as known: where the store is away or slow, by what was heard of them alone, which may be nothing.</summary>
    public async Task<KnownUser> GetKnownAsync(int userId, ReadToken? token, CancellationToken cancellationToken)
    {
        var entry = Rent(userId);
        try
        {
            await LoadedAsync(entry, cancellationToken);
        }
        catch (Exception exception) when (exception is NotReadyException || StoreFaults.IsAway(exception))
        {
            return new KnownUser(entry.State, token is null ? null : entry.State.Ratings.Knows(token), IsStale: true);
        }

        return token is null ? new KnownUser(entry.State, null, false) : new KnownUser(entry.State, await SeeAsync(userId, entry.State, token, cancellationToken), false);
    }

    /// <summary>A user's state that knows the rating of a token, if it comes in time.</summary>
    /// <returns>The state, and whether it knows; null when there was no token.</returns>
    public async Task<(UserState State, bool? SeesToken)> GetAsync(int userId, ReadToken? token, CancellationToken cancellationToken)
    {
        var state = await GetAsync(userId, cancellationToken);
        return (state, token is null ? null : await SeeAsync(userId, state, token, cancellationToken));
    }

    /// <summary>Takes recorded ratings over into the users that are in memory.</summary>
    public void Apply(IReadOnlyList<RecordedRating> ratings)
    {
        foreach (var group in ratings.GroupBy(rating => rating.UserId))
        {
            if (TryGet(group.Key, out var state))
            {
                state.Merge(group.Select(rating => new StoredRating(rating.MovieId, rating.Stars, rating.RatedAt)));
            }
        }

        foreach (var rating in ratings)
        {
            metrics.Seen(time.GetUtcNow() - rating.RatedAt);
        }
    }

    /// <summary>Forgets every user, so that each is read anew.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _latestFirst.Clear();
        }
    }

    private async Task LoadedAsync(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            await entry.Loaded.Value.WaitAsync(options.Value.StoreWait, time, cancellationToken);
        }
        catch when (entry.Loaded.Value.IsFaulted)
        {
            Forget(entry);
            throw;
        }
        catch (TimeoutException)
        {
            throw new NotReadyException("The ratings database does not answer in time.");
        }
    }

    private async Task<bool> SeeAsync(int userId, UserState state, ReadToken token, CancellationToken cancellationToken)
    {
        var wait = options.Value.TokenWait;
        if (await state.WaitAsync(token, wait, time, cancellationToken))
        {
            return true;
        }

        // The event may have been missed; the store cannot have.
        try
        {
            state.Merge(await store.ReadUserAsync(userId, cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken));
        }
        catch (Exception exception) when (exception is TimeoutException || StoreFaults.IsAway(exception))
        {
            Log.CatalogueWaiting(logger, exception.Message);
        }

        var sees = state.Ratings.Knows(token);
        if (!sees)
        {
            Log.TokenMissed(logger, userId, wait.TotalMilliseconds);
        }

        return sees;
    }

    private Entry Rent(int userId)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(userId, out var node))
            {
                _latestFirst.Remove(node);
                _latestFirst.AddFirst(node);
                metrics.UserRead(hit: true);
                return node.Value;
            }

            metrics.UserRead(hit: false);
            var state = new UserState();
            var entry = new Entry(userId, state, new(() => LoadAsync(userId, state)));
            _entries.Add(userId, _latestFirst.AddFirst(entry));
            if (_entries.Count > options.Value.CachedUsers)
            {
                _entries.Remove(_latestFirst.Last!.Value.UserId);
                _latestFirst.RemoveLast();
            }

            return entry;
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.UserId, out var node) && ReferenceEquals(node.Value, entry))
            {
                _entries.Remove(entry.UserId);
                _latestFirst.Remove(node);
            }
        }
    }

    private bool TryGet(int userId, [NotNullWhen(true)] out UserState? state)
    {
        lock (_lock)
        {
            state = _entries.TryGetValue(userId, out var node) ? node.Value.State : null;
            return state is not null;
        }
    }

    /// <summary>Shared by every read of the user, so no one reader's leaving ends it.</summary>
    private async Task LoadAsync(int userId, UserState state) => state.Merge(await store.ReadUserAsync(userId, CancellationToken.None));

    private sealed record Entry(int UserId, UserState State, Lazy<Task> Loaded);
}
