using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.SimilarityWorker;

/// <summary>What the lists of a version are computed from: the model of a version and the ratings, which are read once and kept up to date with the store; lent to one at a time.</summary>
internal sealed class SimilaritySource(
    ModelCache models,
    RatingStore ratings,
    MovieStore movies,
    IOptions<SimilarityOptions> coRaters,
    IOptions<FactorSimilarityOptions> factors,
    IOptions<ContentOptions> content,
    IOptions<RatersAndContentOptions> ratersAndContent,
    TimeProvider time,
    ILogger<SimilaritySource> logger) : IDisposable
{
    // Rows that changed lie apart from the others: when this share of the ratings came that way, the next version begins with all of them read anew.
    private const int ShareOfMany = 10;

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
        var isKnown = _loaded is not null && await CatchUpAsync(_loaded, cancellationToken);
        if (isKnown && _loaded!.Version == version)
        {
            return _loaded;
        }

        var started = time.GetTimestamp();
        if (await models.LoadAsync(version, cancellationToken) is not { } bytes || RecommenderModel.TryLoad(bytes)?.WithoutUsers() is not { } model)
        {
            return null;
        }

        if (isKnown && _loaded!.Changes < _loaded.Ratings.Count / ShareOfMany)
        {
            _loaded = await CreateAsync(version, model, _loaded.Ratings, _loaded.LastSequence, _loaded.Changes, cancellationToken);
        }
        else
        {
            // The old ratings go before the new ones come: at 25M ratings there is no room for both.
            _loaded = null;
            var (ratings, lastSequence) = await ReadRatingsAsync(cancellationToken);
            _loaded = await CreateAsync(version, model, ratings, lastSequence, 0, cancellationToken);
        }

        Log.SourceLoaded(logger, version, _loaded.Ratings.Count, time.GetElapsedTime(started).TotalSeconds);
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
        set.Changes += changes.Count;
        return true;
    }

    private async Task<(LiveRatings Ratings, long LastSequence)> ReadRatingsAsync(CancellationToken cancellationToken)
    {
        var columns = await ratings.ReadAllAsync(cancellationToken);
        return (new LiveRatings(RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars)), columns.LastSequence);
    }

    private async Task<MeasureSet> CreateAsync(long version, RecommenderModel model, LiveRatings live, long lastSequence, int changes, CancellationToken cancellationToken)
    {
        var catalogue = await movies.ReadAllAsync(cancellationToken);
        var tags = await movies.ReadAllTagsAsync(cancellationToken);
        var texts = new ContentCosine(
            catalogue.Select(movie => new ItemInformation(movie.Id, movie.Title) { Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) }), live.RatingCountOf, content.Value);
        var options = coRaters.Value;
        return new MeasureSet(
            version,
            live,
            model,
            model.HasItemVectors ? new FactorCosine(model, factors.Value) : null,
            new CoRaterSimilarities(live, options),
            new CoRaterSimilarities(live, options, isComplete: true),
            texts,
            new RatersAndContent(live, texts, ratersAndContent.Value),
            new RatersAndContent(live, texts, ratersAndContent.Value, isComplete: true))
        { LastSequence = lastSequence, Changes = changes };
    }
}
