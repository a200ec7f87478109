using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>
/// The users asked for or heard of lately. Each is read from the store once, at the first question, and kept up to date by events; the one not asked for longest makes room.
/// </summary>
/// <remarks>
/// What is known of a user is never less than before: an event that arrives while the store is read is merged, and what was heard of those who were never asked for is kept as well, as far
/// as there is room, so that something can be said of them while the store is away.
/// </remarks>
internal sealed class UserStates(RatingStore store, IOptions<GatewayOptions> options, QueryApiMetrics metrics, TimeProvider time, ILogger<UserStates> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = new();

    /// <summary>A user, with the rating of a token if it comes in time. Where the store is away or slow, as far as known without it, which may be nothing.</summary>
    public async Task<KnownUser> GetAsync(int userId, ReadToken? token, CancellationToken cancellationToken)
    {
        var entry = Rent(userId);
        var isStale = !await TryLoadAsync(entry, cancellationToken);
        if (token is null)
        {
            return new KnownUser(entry.State, null, isStale);
        }

        // Nothing is recorded while the store is away, so there is nothing to wait for.
        return isStale ? new KnownUser(entry.State, entry.State.Ratings.Knows(token), IsStale: true) : await SeeAsync(userId, entry.State, token, cancellationToken);
    }

    /// <summary>Takes recorded ratings over.</summary>
    public void Apply(IReadOnlyList<RecordedRating> ratings)
    {
        foreach (var group in ratings.GroupBy(rating => rating.UserId))
        {
            Heard(group.Key).Merge(group.Select(rating => new StoredRating(rating.MovieId, rating.Stars, rating.RatedAt)));
        }

        foreach (var rating in ratings)
        {
            metrics.Seen(time.GetUtcNow() - rating.RatedAt);
        }
    }

    /// <summary>Has every user read anew at the next question: more may have been recorded than was heard.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            foreach (var entry in _latestFirst)
            {
                entry.Loading = null;
            }
        }
    }

    /// <returns>Whether the store has been read.</returns>
    private async Task<bool> TryLoadAsync(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            await Loading(entry).WaitAsync(options.Value.StoreWait, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException || StoreFaults.IsAway(exception))
        {
            return false;
        }
    }

    /// <summary>The reading of a user, shared by all who ask, so no one reader's leaving ends it.</summary>
    private Task Loading(Entry entry)
    {
        lock (_lock)
        {
            return entry.Loading is null or { IsFaulted: true } ? entry.Loading = Task.Run(() => LoadAsync(entry)) : entry.Loading;
        }
    }

    private async Task LoadAsync(Entry entry)
    {
        try
        {
            entry.State.Merge(await store.ReadUserAsync(entry.UserId, CancellationToken.None));
        }
        catch (Exception exception) when (StoreFaults.IsAway(exception))
        {
            // The connection may have died with a server that has long come back; the next one is new.
            entry.State.Merge(await store.ReadUserAsync(entry.UserId, CancellationToken.None));
        }
    }

    private async Task<KnownUser> SeeAsync(int userId, UserState state, ReadToken token, CancellationToken cancellationToken)
    {
        var wait = options.Value.TokenWait;
        if (await state.WaitAsync(token, wait, time, cancellationToken))
        {
            return new KnownUser(state, SeesToken: true, IsStale: false);
        }

        // The event may have been missed; the store cannot have.
        var isStale = false;
        try
        {
            state.Merge(await store.ReadUserAsync(userId, cancellationToken).WaitAsync(options.Value.StoreWait, time, cancellationToken));
        }
        catch (Exception exception) when (exception is TimeoutException || StoreFaults.IsAway(exception))
        {
            Log.CatalogueWaiting(logger, exception.Message);
            isStale = true;
        }

        var sees = state.Ratings.Knows(token);
        if (!sees)
        {
            Log.TokenMissed(logger, userId, wait.TotalMilliseconds);
        }

        return new KnownUser(state, sees, isStale && !sees);
    }

    private Entry Rent(int userId)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(userId, out var node))
            {
                _latestFirst.Remove(node);
                _latestFirst.AddFirst(node);
                metrics.UserRead(hit: node.Value.Loading is not null);
                return node.Value;
            }

            metrics.UserRead(hit: false);
            MakeRoom();
            var entry = new Entry(userId);
            _entries.Add(userId, _latestFirst.AddFirst(entry));
            return entry;
        }
    }

    /// <summary>Those who were only heard of come last, so that they take no room from those who were asked for.</summary>
    private UserState Heard(int userId)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(userId, out var node))
            {
                MakeRoom();
                _entries.Add(userId, node = _latestFirst.AddLast(new Entry(userId)));
            }

            return node.Value.State;
        }
    }

    private void MakeRoom()
    {
        if (_entries.Count >= options.Value.CachedUsers)
        {
            _entries.Remove(_latestFirst.Last!.Value.UserId);
            _latestFirst.RemoveLast();
        }
    }

    private sealed class Entry(int userId)
    {
        public int UserId { get; } = userId;

        public UserState State { get; } = new();

        /// <summary>The reading from the store, under way or done; null when it is to be read (again).</summary>
        public Task? Loading { get; set; }
    }
}
