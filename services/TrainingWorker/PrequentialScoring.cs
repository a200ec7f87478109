using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>
/// Has the model that serves predict each new rating from what its user had rated before, and keeps the prediction beside the stars: test first, then train. Called by one
/// consumer in the whole mesh, so each rating is predicted once; delivered again, its first score stands.
/// </summary>
/// <remarks>A change of mind is not scored, nor a rating that the model was trained on: of those it knows the answer.</remarks>
internal sealed class PrequentialScoring(
    RatingStore ratings, PrequentialStore scores, ModelRunStore runs, ModelCache cache, IOptions<TrainingOptions> options, TrainingMetrics metrics, TimeProvider time)
{
    private const int PrunesPerLifetime = 10;

    private LiveModel? _live;
    private double _allowance = options.Value.MostScoresPerSecond;
    private long _lastAllowed = time.GetTimestamp();
    private int _sincePruned;

    public async Task HearAsync(RatingsRecorded recorded, CancellationToken cancellationToken)
    {
        if (await ReadLiveAsync(cancellationToken) is not { Model.PredictsStars: true } live)
        {
            return;
        }

        var fresh = Sample([.. recorded.Ratings.Where(rating => rating is { Stars: not null, PreviousStars: null } && rating.Sequence > live.LastSequence)]);
        if (fresh.Length == 0)
        {
            return;
        }

        var histories = (await ratings.ReadUsersAsync(fresh.Select(rating => rating.UserId).Distinct().ToArray(), cancellationToken)).ToLookup(rating => rating.UserId);
        var scored = fresh.Select(rating => Score(rating, live, histories[rating.UserId])).ToArray();
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

    private static PrequentialScore Score(RecordedRating rating, LiveModel live, IEnumerable<HistoricRating> history)
    {
        ItemRating[] before = [.. history.Where(known => known.Sequence < rating.Sequence).Select(known => new ItemRating(known.MovieId, known.Stars))];
        return new PrequentialScore(rating.Sequence, live.Version, live.Model.Predict(live.Model.FoldIn(before), rating.MovieId), rating.Stars!.Value);
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

    private async Task<LiveModel?> ReadLiveAsync(CancellationToken cancellationToken)
    {
        if (await cache.ReadCurrentVersionAsync(cancellationToken) is not { } version)
        {
            return null;
        }

        if (_live?.Version != version)
        {
            _live = await runs.ReadAsync(version, cancellationToken) is { } run && await cache.LoadAsync(version, cancellationToken) is { } bytes
                ? new LiveModel(version, run.LastSequence, RecommenderModel.Load(bytes).WithoutUsers())
                : null;
        }

        return _live;
    }

    private sealed record LiveModel(long Version, long LastSequence, RecommenderModel Model);
}
