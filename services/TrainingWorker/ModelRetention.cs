using Microsoft.Extensions.Options;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Says which models stay in Redis beside the one that serves: the last few that served, the last few challengers, and the one in an experiment. The others expire.</summary>
internal sealed class ModelRetention(ModelRunStore runs, ExperimentStore experiments, ModelCache cache, IOptions<TrainingOptions> options)
{
    /// <summary>Challengers of experiments further back were let go long ago.</summary>
    private const int RecentExperiments = 10;

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (await runs.ReadChampionAsync(cancellationToken) is not { } champion)
        {
            return;
        }

        var kept = options.Value.KeptModels;
        var served = (await runs.ListPromotedAsync(champion.Id, kept + 1, cancellationToken)).Select(run => run.Id).ToArray();
        var challengers = (await runs.ListChallengersAsync(kept + 1, cancellationToken)).Select(run => run.Id).ToArray();
        var tried = await experiments.ListAsync(RecentExperiments, cancellationToken);
        long[] keep = [.. served.Take(kept), .. challengers.Take(kept), .. tried.Where(experiment => experiment.IsRunning).Select(experiment => experiment.ChallengerVersion)];
        foreach (var version in keep.Distinct())
        {
            await cache.KeepAsync(version, cancellationToken);
        }

        foreach (var version in served.Skip(kept).Concat(challengers.Skip(kept)).Concat(tried.Select(experiment => experiment.ChallengerVersion)).Except(keep).Where(version => version != champion.Id))
        {
            await cache.DiscardAsync(version, cancellationToken);
        }
    }
}
