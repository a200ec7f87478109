using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using MovieMesh.Storage;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Movies;

/// <summary>Keeps the catalogue in memory: reads it whole at start, after imports and when asked to; in between, the figures of the movies that were rated.</summary>
internal sealed class CatalogueFeed(
    MovieStore movies, RatingStore ratings, Trending trending, IOptions<GatewayOptions> options, TimeProvider time, ILogger<CatalogueFeed> logger) : BackgroundService
{
    private readonly Lock _lock = new();
    private readonly Signal _wake = new();
    private HashSet<int> _rated = [];
    private volatile bool _isStale = true;
    private volatile Catalogue? _current;

    /// <summary>The catalogue.</summary>
    /// <exception cref="NotReadyException">The ratings database was not there yet.</exception>
    public Catalogue Current => _current ?? throw new NotReadyException("The catalogue is not loaded yet: the ratings database has not answered.");

    public bool TryGetCurrent([NotNullWhen(true)] out Catalogue? catalogue) => (catalogue = _current) is not null;

    /// <summary>Has everything read anew.</summary>
    public void Reload()
    {
        _isStale = true;
        _wake.Set();
    }

    /// <summary>Has the figures of some movies read anew.</summary>
    public void Refresh(IEnumerable<int> movieIds)
    {
        lock (_lock)
        {
            _rated.UnionWith(movieIds);
        }

        _wake.Set();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.FiguresInterval;
            try
            {
                await (_isStale ? LoadAsync(stoppingToken) : ReadFiguresAsync(stoppingToken));
            }
            catch (Exception exception) when (StoreFaults.IsAway(exception))
            {
                Log.CatalogueWaiting(logger, exception.Message);
                pause = options.Value.RetryInterval;
            }

            await Task.Delay(pause, time, stoppingToken);
            if (!_isStale && !HasRated())
            {
                await WaitAsync(stoppingToken);
            }
        }
    }

    /// <summary>An empty catalogue is looked at again by itself: the event that ends its import may have come before this replica listened.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var isEmpty = _current is not { Count: > 0 };
        var woken = await _wake.WaitAsync(isEmpty ? options.Value.RetryInterval : Timeout.InfiniteTimeSpan, time, cancellationToken);
        _isStale |= isEmpty && !woken;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _isStale = false;
        try
        {
            var started = time.GetTimestamp();
            var stored = await movies.ReadAllAsync(cancellationToken);
            var newest = await ratings.ReadNewestAsync(options.Value.TrendingWindow, cancellationToken);
            if (stored.Count > 0 || _current is null)
            {
                _current = new Catalogue(stored);
                trending.Reset(newest);
                if (stored.Count > 0)
                {
                    var milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
                    Log.CatalogueLoaded(logger, stored.Count, milliseconds);
                }
            }
        }
        catch
        {
            _isStale = true;
            throw;
        }
    }

    private async Task ReadFiguresAsync(CancellationToken cancellationToken)
    {
        var rated = TakeRated();
        if (rated.Count == 0 || _current is not { } catalogue)
        {
            return;
        }

        try
        {
            catalogue.Update(await movies.ReadStatisticsAsync(rated, cancellationToken));
            catalogue.Rank();
        }
        catch
        {
            Refresh(rated);
            throw;
        }
    }

    private HashSet<int> TakeRated()
    {
        lock (_lock)
        {
            var rated = _rated;
            _rated = [];
            return rated;
        }
    }

    private bool HasRated()
    {
        lock (_lock)
        {
            return _rated.Count > 0;
        }
    }
}
