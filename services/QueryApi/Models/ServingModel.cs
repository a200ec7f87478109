using Microsoft.Extensions.Options;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Models;

namespace MovieMesh.QueryApi.Models;

/// <summary>Holds the model that serves and swaps it whole: a request uses one version from beginning to end. Nothing takes a model away but a newer one.</summary>
internal sealed class ServingModel(ModelCache cache, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ServingModel> logger) : BackgroundService
{
    private readonly Signal _wake = new();
    private volatile ServedModel? _current;

    /// <summary>The model that serves, or null before the first.</summary>
    public ServedModel? Current => _current;

    /// <summary>Has the cache looked at now.</summary>
    public void Look() => _wake.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isSettled = false;
            try
            {
                isSettled = await LoadAsync(stoppingToken);
            }
            catch (CacheUnavailableException exception)
            {
                Log.ModelWaiting(logger, exception.Message);
            }

            await _wake.WaitAsync(isSettled ? options.Value.ModelInterval : options.Value.RetryInterval, time, stoppingToken);
        }
    }

    /// <returns>Whether the version that the cache names serves.</returns>
    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await cache.ReadCurrentVersionAsync(cancellationToken) is not { } version)
        {
            return false;
        }

        if (version == _current?.Version)
        {
            return true;
        }

        var started = time.GetTimestamp();
        if (await cache.LoadAsync(version, cancellationToken) is not { } bytes)
        {
            Log.ModelMissing(logger, version);
            return false;
        }

        try
        {
            var model = RecommenderModel.Load(bytes).WithoutUsers();
            _current = new ServedModel(version, model);
            var milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
            Log.ModelLoaded(logger, version, model.Algorithm, model.ItemIds.Count, milliseconds);
            return true;
        }
        catch (InvalidDataException exception)
        {
            Log.ModelDamaged(logger, version, exception.Message);
            return true;
        }
    }
}
