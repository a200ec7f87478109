using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.SimilarityWorker;

/// <summary>What the lists of a version are computed from: loaded once a version, kept up to date with the store, and lent to one at a time.</summary>
internal sealed class SimilaritySource(
    ModelCache models,
    RatingStore ratings,
    MovieStore movies,
    IOptions<SimilarityOptions> coRaters,
    IOptions<FactorSimilarityOptions> factors,
    IOptions<ContentOptions> content,
    TimeProvider time,
    ILogger<SimilaritySource> logger) : IDisposable
{
    private readonly SemaphoreSlim _lending = new(1);
    private volatile MeasureSet? _loaded;

    /// <summary>Lends the measures of a version, which know every rating that is stored by now.</summary>
    /// <returns>What was made of them; null when the version's model is gone: another one serves by now.</returns>
    public async Task<T?> UseAsync<T>(long version, Func<MeasureSet, Task<T?>> use, CancellationToken cancellationToken)
        where T : class
    {
        await _lending.WaitAsync(cancellationToken);
        try
        {
            return await LoadAsync(version, cancellationToken) is { } set ? await use(set) : null;
        }
        finally
        {
            _lending.Release();
        }
    }

    public void Dispose() => _lending.Dispose();

    private async Task<MeasureSet?> LoadAsync(long version, CancellationToken cancellationToken)
    {
        if (_loaded?.Version == version && await CatchUpAsync(_loaded, cancellationToken))
        {
            return _loaded;
        }

        // The old ratings go before the new ones come: at 25M ratings there is no room for both.
        _loaded = null;
        _loaded = await ReadAsync(version, cancellationToken);
        return _loaded;
    }

    /// <returns>Whether the ratings are up to date; not when too many changed.</returns>
    private async Task<bool> CatchUpAsync(MeasureSet set, CancellationToken cancellationToken)
    {
        if (await ratings.TryReadChangesAsync(set.LastSequence, set.Ratings.Count, cancellationToken) is not { } changes)
        {
            return false;
        }

        for (var i = 0; i < changes.Count; i++)
        {
            set.Ratings.Apply(changes.UserIds[i], changes.MovieIds[i], changes.Stars[i]);
        }

        set.LastSequence = changes.LastSequence;
        return true;
    }

    private async Task<MeasureSet?> ReadAsync(long version, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await models.LoadAsync(version, cancellationToken) is not { } bytes || RecommenderModel.TryLoad(bytes)?.WithoutUsers() is not { } model)
        {
            return null;
        }

        var columns = await ratings.ReadAllAsync(cancellationToken);
        var matrix = RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars);
        var live = new LiveRatings(matrix);
        var catalogue = await movies.ReadAllAsync(cancellationToken);
        var tags = await movies.ReadAllTagsAsync(cancellationToken);
        var texts = new ContentCosine(
            catalogue.Select(movie => new ItemInformation(movie.Id, movie.Title) { Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) }), live.RatingCountOf, content.Value);
        Log.SourceLoaded(logger, version, matrix.Count, time.GetElapsedTime(started).TotalSeconds);
        var options = coRaters.Value;
        return new MeasureSet(
            version,
            live,
            model,
            model.HasItemVectors ? new FactorCosine(model, factors.Value) : null,
            new CoRaterSimilarities(live, options),
            new CoRaterSimilarities(live, options, isComplete: true),
            texts)
        { LastSequence = columns.LastSequence };
    }
}
