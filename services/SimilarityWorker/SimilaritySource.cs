using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.SimilarityWorker;

/// <summary>What the blocks of a version are computed from, loaded once a version.</summary>
internal sealed class SimilaritySource(
    ModelCache models,
    RatingStore ratings,
    IOptions<SimilarityOptions> cosine,
    IOptions<FactorSimilarityOptions> factors,
    TimeProvider time,
    ILogger<SimilaritySource> logger) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private MeasureSet? _loaded;

    /// <returns>Null when the version's model is gone: another one serves by now.</returns>
    public async Task<MeasureSet?> LoadAsync(long version, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_loaded?.Version != version)
            {
                // The old ratings go before the new ones come: at 25M ratings there is no room for both.
                _loaded = null;
                _loaded = await ReadAsync(version, cancellationToken);
            }

            return _loaded;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private async Task<MeasureSet?> ReadAsync(long version, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await models.LoadAsync(version, cancellationToken) is not { } bytes)
        {
            return null;
        }

        var model = RecommenderModel.Load(bytes).WithoutUsers();
        var columns = await ratings.ReadAllAsync(cancellationToken);
        var matrix = RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars);
        Log.SourceLoaded(logger, version, matrix.Count, time.GetElapsedTime(started).TotalSeconds);
        return new MeasureSet(version, matrix.Items, model.HasItemVectors ? new FactorCosine(model, factors.Value) : null, new RatingCosine(matrix, cosine.Value));
    }
}
