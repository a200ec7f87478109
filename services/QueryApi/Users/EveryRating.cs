using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>Every rating in memory, for questions about all users at once: read from the store at the first of them, and brought up to date before the next when something was recorded meanwhile.</summary>
/// <remarks>The store alone says what is new, so neither the order of events nor their repetition matters.</remarks>
internal sealed class EveryRating(RatingStore store, IOptions<GatewayOptions> options, TimeProvider time, ILogger<EveryRating> logger) : IDisposable
{
    private readonly SemaphoreSlim _updating = new(1);
    private readonly ReaderWriterLockSlim _lock = new();
    private volatile Loaded? _loaded;
    private long _recorded = 1;

    /// <summary>Something was recorded, or may have been.</summary>
    public void Changed() => Interlocked.Increment(ref _recorded);

    /// <summary>Answers a question about users by all ratings that are recorded by now; while the store is away, by those known.</summary>
    /// <returns>The answer, and whether the store could not be asked for what was recorded since.</returns>
    public async Task<(T Answer, bool IsStale)> AskAsync<T>(Func<UserSimilarities, T> question, CancellationToken cancellationToken)
    {
        var isUpToDate = (_loaded is { } loaded && loaded.UpTo == Interlocked.Read(ref _recorded)) || await TryUpdateAsync(cancellationToken);

        _lock.EnterReadLock();
        try
        {
            return (question(_loaded!.Users), !isUpToDate);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose()
    {
        _updating.Dispose();
        _lock.Dispose();
    }

    private async Task<bool> TryUpdateAsync(CancellationToken cancellationToken)
    {
        await _updating.WaitAsync(cancellationToken);
        try
        {
            var recorded = Interlocked.Read(ref _recorded);
            if (_loaded?.UpTo != recorded && (_loaded is null || !await CatchUpAsync(_loaded, recorded, cancellationToken)))
            {
                _loaded = await LoadAsync(recorded, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (_loaded is not null && StoreFaults.IsAway(exception))
        {
            Log.CatalogueWaiting(logger, exception.Message);
            return false;
        }
        finally
        {
            _updating.Release();
        }
    }

    /// <returns>Whether the ratings are up to date; not when too many changed.</returns>
    private async Task<bool> CatchUpAsync(Loaded loaded, long recorded, CancellationToken cancellationToken)
    {
        if (await store.TryReadChangesAsync(loaded.LastSequence, loaded.Ratings.Count, cancellationToken) is not { } changes)
        {
            return false;
        }

        _lock.EnterWriteLock();
        try
        {
            for (var i = 0; i < changes.Count; i++)
            {
                loaded.Ratings.Apply(changes.UserIds[i], changes.MovieIds[i], changes.Stars[i]);
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }

        _loaded = loaded with { LastSequence = changes.LastSequence, UpTo = recorded };
        return true;
    }

    private async Task<Loaded> LoadAsync(long recorded, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var columns = await store.ReadAllAsync(cancellationToken);
        var ratings = new LiveRatings(RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars));
        Log.RatingsLoaded(logger, ratings.Count, time.GetElapsedTime(started).TotalMilliseconds);
        var settings = new UserSimilarityOptions { Shrinkage = options.Value.UserShrinkage, MinimumCommonItems = options.Value.MinimumCommonMovies };
        return new Loaded(ratings, new UserSimilarities(ratings, settings), columns.LastSequence, recorded);
    }

    /// <param name="Ratings">The ratings.</param>
    /// <param name="Users">What is asked.</param>
    /// <param name="LastSequence">The sequence number that the ratings go up to.</param>
    /// <param name="UpTo">How often something had been recorded when they were read.</param>
    private sealed record Loaded(LiveRatings Ratings, UserSimilarities Users, long LastSequence, long UpTo);
}
