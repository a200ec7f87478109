using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.SimilarityWorker;

/// <summary>Puts the lists in order that new ratings change: those of the movies rated, and the places of these movies in the lists of what their raters rated.</summary>
/// <remarks>
/// What else a rating moves by a trifle (norms and the rater's mean, in pairs of which no side was rated) waits for the next rebuild. Lists of the model's vectors and of
/// contents do not depend on single ratings.
/// </remarks>
internal sealed class SimilarityRefresher(
    SimilaritySource source,
    RatingStore ratings,
    ModelCache models,
    SimilarityCache similarities,
    IOptions<SimilarityOptions> options,
    SimilarityMetrics metrics,
    TimeProvider time,
    ILogger<SimilarityRefresher> logger)
{
    /// <param name="changed">Who rated what: what they rated is read from the store, so neither order nor repetition matters.</param>
    /// <param name="cancellationToken">Gives up; then some lists are in place.</param>
    /// <returns>The event to publish, or null when no lists serve yet: the rebuild on its way knows these ratings.</returns>
    public async Task<SimilaritiesRefreshed?> RefreshAsync(IReadOnlyCollection<(int UserId, int MovieId)> changed, CancellationToken cancellationToken) =>
        await models.ReadCurrentVersionAsync(cancellationToken) is not { } serving || await MeasuresAsync(cancellationToken) is not { Count: > 0 } measures
            ? null
            : await source.UseAsync(
                serving,
                async set =>
                {
                    var started = time.GetTimestamp();
                    var lists = await RefreshAsync(set, [.. measures.Where(measure => set.FollowsRatings(measure.Measure))], [.. changed.Distinct()], cancellationToken);
                    var seconds = time.GetElapsedTime(started).TotalSeconds;
                    int[] movies = [.. changed.Select(one => one.MovieId).Distinct().Order()];
                    metrics.Refreshed(lists, seconds);
                    Log.SimilaritiesRefreshed(logger, movies.Length, lists, seconds);
                    return new SimilaritiesRefreshed { Version = serving, MovieIds = movies, Lists = lists, LastSequence = set.LastSequence };
                },
                cancellationToken);

    /// <summary>Puts in order what ratings changed while lists were computed: replicas compute their blocks at different times, so some know a rating and others do not.</summary>
    /// <param name="version">The version that serves now.</param>
    /// <param name="measures">Which of its lists are new.</param>
    /// <param name="cancellationToken">Gives up; then some lists are in place.</param>
    /// <returns>The event to publish, or null when there were no such ratings.</returns>
    public async Task<SimilaritiesRefreshed?> CatchUpAsync(long version, IEnumerable<string> measures, CancellationToken cancellationToken)
    {
        long? oldest = null;
        foreach (var measure in measures)
        {
            var sequence = await similarities.ReadSequenceAsync(version, measure, cancellationToken);
            oldest = oldest < sequence ? oldest : sequence ?? oldest;
        }

        if (oldest is not { } known)
        {
            return null;
        }

        var changes = await ratings.ReadChangesAsync(known, cancellationToken);
        return changes.Count == 0 ? null : await RefreshAsync([.. changes.UserIds.Zip(changes.MovieIds)], cancellationToken);
    }

    /// <summary>The lists that serve, which may still be those of the model before.</summary>
    private async Task<IReadOnlyList<(string Measure, long Version)>> MeasuresAsync(CancellationToken cancellationToken)
    {
        var measures = new List<(string, long)>();
        foreach (var measure in SimilarityMeasures.All)
        {
            if (await similarities.ReadCurrentVersionAsync(measure, cancellationToken) is { } version)
            {
                measures.Add((measure, version));
            }
        }

        return measures;
    }

    private async Task<int> RefreshAsync(
        MeasureSet set, IReadOnlyList<(string Measure, long Version)> measures, IReadOnlyList<(int UserId, int MovieId)> changed, CancellationToken cancellationToken)
    {
        int[] movies = [.. changed.Select(one => one.MovieId).Distinct()];
        string[] names = [.. measures.Select(measure => measure.Measure)];
        var rows = await Task.Run(() => set.AllNeighbours(names, movies, cancellationToken), cancellationToken);
        var partners = Partners(set, changed);
        var written = 0;
        for (var i = 0; i < measures.Count; i++)
        {
            var (measure, version) = measures[i];
            var row = rows[i].ToDictionary(list => list.ItemId, list => list.Neighbours.ToDictionary(one => one.ItemId));
            var replaced = rows[i].Select(list => new SimilarList(list.ItemId, [.. list.Neighbours.Take(options.Value.Count).Select(Packing.Pack)])).ToList();
            var unsure = new List<int>();
            foreach (var list in await similarities.ReadManyAsync(version, measure, [.. partners.Keys], cancellationToken))
            {
                var updated = Update(set, measure, list, partners[list.MovieId], row, out var isSure);
                if (!isSure)
                {
                    unsure.Add(list.MovieId);
                }
                else if (!updated.SequenceEqual(list.Neighbours))
                {
                    replaced.Add(new SimilarList(list.MovieId, updated));
                }
            }

            if (unsure.Count > 0)
            {
                var computed = await Task.Run(() => set.Neighbours([measure], [.. unsure], cancellationToken)[0], cancellationToken);
                replaced.AddRange(computed.Select(Packing.Pack));
            }

            // A movie whose last common rater went has an empty list to show for it.
            await similarities.ReplaceAsync(version, measure, replaced, cancellationToken);
            written += replaced.Count;
        }

        return written;
    }

    /// <summary>By movie, the changed movies that its list has to be looked at for: every other movie that one of the raters rated.</summary>
    private static Dictionary<int, HashSet<int>> Partners(MeasureSet set, IReadOnlyList<(int UserId, int MovieId)> changed)
    {
        var movies = changed.Select(one => one.MovieId).ToHashSet();
        var partners = new Dictionary<int, HashSet<int>>();
        foreach (var (user, movie) in changed)
        {
            foreach (var other in set.Ratings.ItemsRatedBy(user))
            {
                if (movies.Contains(other))
                {
                    continue;
                }

                if (!partners.TryGetValue(other, out var of))
                {
                    partners.Add(other, of = []);
                }

                of.Add(movie);
            }
        }

        return partners;
    }

    private List<ScoredMovie> Update(
        MeasureSet set, string measure, SimilarList list, HashSet<int> changed, Dictionary<int, Dictionary<int, Recommenders.SimilarItem>> rows, out bool isSure)
    {
        var most = options.Value.Count;
        var updated = list.Neighbours.Where(one => !changed.Contains(one.MovieId)).ToList();
        var isKnown = true;
        foreach (var movie in changed)
        {
            if (rows[movie].TryGetValue(list.MovieId, out var pair))
            {
                updated.Add(new ScoredMovie(movie, pair.Similarity, pair.CoRaters));
            }
            else
            {
                // Their last common rater went: what is written of both may still make them neighbours.
                isKnown &= measure != SimilarityMeasures.RatersAndContent;
            }
        }

        updated.Sort((one, other) =>
            (other.Score, set.Ratings.RatingCountOf(other.MovieId), one.MovieId).CompareTo((one.Score, set.Ratings.RatingCountOf(one.MovieId), other.MovieId)));
        if (updated.Count > most)
        {
            updated.RemoveRange(most, updated.Count - most);
        }

        // What a full list left out is no better than its last place was: below that, nobody knows who comes next.
        isSure = isKnown && (list.Neighbours.Count < most || (updated.Count == most && updated[^1].Score >= list.Neighbours[^1].Score));
        return updated;
    }
}
