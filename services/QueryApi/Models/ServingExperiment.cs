using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Models;

/// <summary>Holds the experiment that runs and its challenger beside the model that serves, and says who gets which. The store alone says what runs, so a restart in the middle changes nothing.</summary>
internal sealed class ServingExperiment(
    ExperimentStore experiments, ModelCache cache, ServingModel serving, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ServingExperiment> logger) : BackgroundService
{
    private readonly Signal _wake = new();
    private volatile ServedExperiment? _running;

    /// <summary>The experiment that runs against the model that serves, or null: a promotion ends it on the spot.</summary>
    public ServedExperiment? Running => _running is { } running && running.Experiment.ControlVersion == serving.Current?.Version ? running : null;

    /// <summary>Has the store looked at now.</summary>
    public void Look() => _wake.Set();

    /// <summary>The model that serves a user: always the same while experiment and models are.</summary>
    /// <param name="userId">The user; null for someone unknown, who gets the control.</param>
    public ModelChoice Choose(int? userId)
    {
        var (control, running) = (serving.Current, _running);
        if (control is null || running is null || running.Experiment.ControlVersion != control.Version)
        {
            return new ModelChoice(control, null);
        }

        return userId is { } id && running.Challenger is { } challenger && running.Split.Contains(id)
            ? new ModelChoice(challenger, ExperimentArms.Challenger)
            : new ModelChoice(control, ExperimentArms.Control);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isSettled = false;
            try
            {
                await LoadAsync(stoppingToken);
                isSettled = true;
            }
            catch (Exception exception) when (StoreFaults.IsAway(exception))
            {
                Log.ModelWaiting(logger, exception.Message);
            }

            await _wake.WaitAsync(isSettled ? options.Value.ModelInterval : options.Value.RetryInterval, time, stoppingToken);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await experiments.ReadRunningAsync(cancellationToken) is not { } experiment)
        {
            _running = null;
            return;
        }

        var challenger = await LoadChallengerAsync(experiment.ChallengerVersion, cancellationToken);
        if (challenger is null && _running is not { Challenger: null })
        {
            Log.ModelMissing(logger, experiment.ChallengerVersion);
        }

        _running = new ServedExperiment(experiment, new UserSplit(experiment.Name, experiment.ChallengerShare), challenger);
    }

    /// <summary>The model, as long as the cache has it: replicas that still held it would disagree with those that cannot load it any more.</summary>
    private async Task<ServedModel?> LoadChallengerAsync(long version, CancellationToken cancellationToken)
    {
        if (_running?.Challenger is { } known && known.Version == version)
        {
            return await cache.ContainsAsync(version, cancellationToken) ? known : null;
        }

        try
        {
            return await cache.LoadAsync(version, cancellationToken) is { } bytes ? new ServedModel(version, RecommenderModel.Load(bytes).WithoutUsers()) : null;
        }
        catch (InvalidDataException exception)
        {
            Log.ModelDamaged(logger, version, exception.Message);
            return null;
        }
    }
}
