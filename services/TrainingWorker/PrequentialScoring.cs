using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>
/// Has the model that serves its user predict each new rating from what its user had rated before, and keeps the prediction beside the
/// stars; where the movie turned out to be liked
/// also the place at which it stood in the user's list. Test first, then train. Called by one
/// consumer in the whole mesh, so each rating is predicted once; delivered again, its first score stands.
/// </summary>
/// <remarks>A change of mind is not scored, nor a rating that the model was trained on: of those it knows the answer.</remarks>
internal sealed class PrequentialScoring(
    RatingStore ratings, PrequentialStore scores, ModelRunStore runs, ExperimentStore experiments, ModelCache cache, IOptions<TrainingOptions> options, TrainingMetrics metrics, TimeProvider time)
{
    private const int PrunesPerLifetime = 10;
    private const float LikedFrom = 4;

    private LiveArms? _arms;
    private double _allowance = options.Value.MostScoresPerSecond;
    private long _lastAllowed = time.GetTimestamp();
    private int _sincePruned;

    public async Task HearAsync(RatingsRecorded recorded, CancellationToken cancellationToken)
    {
        if (await ReadArmsAsync(cancellationToken) is not { } arms)
        {
            return;
        }

        var fresh = Sample([.. recorded.Ratings.Where(rating => rating is { Stars: not null, PreviousStars: null } && arms.Of(rating.UserId).CanScore(rating))]);
        if (fresh.Length == 0)
        {
            return;
        }

        var histories = (await ratings.ReadUsersAsync(fresh.Select(rating => rating.UserId).Distinct().ToArray(), cancellationToken)).ToLookup(rating => rating.UserId);
        var scored = fresh.Select(rating => Score(rating, arms, histories[rating.UserId])).ToArray();
        await scores.AddAsync(scored, time.GetUtcNow(), cancellationToken);
        foreach (var score in scored)
        {
            metrics.Scored(Math.Abs(score.Predicted - score.Stars));
        }

        _sincePruned += scored.Length;
        if (_sincePruned > options.Value.KeptScores / PrunesPerLifetime)
        {
            await scores.PruneAsync(options.Value.KeptScores, cancellationToken);
            _sincePruned = 0;
        }
    }

    private static PrequentialScore Score(RecordedRating rating, LiveArms arms, IEnumerable<HistoricRating> history)
    {
        var live = arms.Of(rating.UserId);
        ItemRating[] before = [.. history.Where(known => known.Sequence < rating.Sequence).Select(known => new ItemRating(known.MovieId, known.Stars))];
        var (user, stars) = (live.Model.FoldIn(before), rating.Stars!.Value);
        var place = stars >= LikedFrom ? live.Model.PlaceOf(user, rating.MovieId, Array.ConvertAll(before, known => known.ItemId)) : null;
        return new PrequentialScore(rating.Sequence, live.Version, live.Model.Predict(user, rating.MovieId), stars, arms.ExperimentId, place);
    }

    /// <summary>In a flood every so manieth rating is as good as all, and cheaper.</summary>
    private RecordedRating[] Sample(RecordedRating[] fresh)
    {
        var mostPerSecond = options.Value.MostScoresPerSecond;
        _allowance = Math.Min(mostPerSecond, _allowance + (time.GetElapsedTime(_lastAllowed).TotalSeconds * mostPerSecond));
        _lastAllowed = time.GetTimestamp();
        var count = Math.Min(fresh.Length, (int)_allowance);
        _allowance -= count;
        return count == fresh.Length ? fresh : [.. Enumerable.Range(0, count).Select(i => fresh[(int)((long)i * fresh.Length / count)])];
    }

    /// <summary>The model that serves and, while an experiment runs and its challenger is to be had, that one too: as the gateways have it.</summary>
    private async Task<LiveArms?> ReadArmsAsync(CancellationToken cancellationToken)
    {
        if (await cache.ReadCurrentVersionAsync(cancellationToken) is not { } version || await ReadModelAsync(version, _arms, cancellationToken) is not { } control)
        {
            return null;
        }

        var experiment = await experiments.ReadRunningAsync(cancellationToken);
        var challenger = experiment?.ControlVersion == version && await cache.ContainsAsync(experiment.ChallengerVersion, cancellationToken)
            ? await ReadModelAsync(experiment.ChallengerVersion, _arms, cancellationToken)
            : null;
        return _arms = challenger is null ? new LiveArms(control, null, null) : new LiveArms(control, challenger, experiment);
    }

    private async Task<LiveModel?> ReadModelAsync(long version, LiveArms? known, CancellationToken cancellationToken)
    {
        if (known?.Find(version) is { } loaded)
        {
            return loaded;
        }

        return await runs.ReadAsync(version, cancellationToken) is { } run && await cache.LoadAsync(version, cancellationToken) is { } bytes && RecommenderModel.TryLoad(bytes) is { } model
            ? new LiveModel(version, run.LastSequence, model.WithoutUsers())
            : null;
    }

    private sealed record LiveModel(long Version, long LastSequence, RecommenderModel Model)
    {
        public bool CanScore(RecordedRating rating) => Model.PredictsStars && rating.Sequence > LastSequence;
    }

    private sealed record LiveArms(LiveModel Control, LiveModel? Challenger, StoredExperiment? Experiment)
    {
        private readonly UserSplit _split = Experiment is null ? default : new UserSplit(Experiment.Name, Experiment.ChallengerShare);

        public long? ExperimentId => Experiment?.Id;

        public LiveModel Of(int userId) => Challenger is { } challenger && _split.Contains(userId) ? challenger : Control;

        public LiveModel? Find(long version) => Control.Version == version ? Control : Challenger?.Version == version ? Challenger : null;
    }
}
