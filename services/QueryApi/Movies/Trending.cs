using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Movies;

/// <summary>Which movies are rated more of late than they usually are.</summary>
/// <remarks>
/// Over the newest ratings, each weighing half as much as one a quarter of the window newer, a movie's score is its recent weight less the weight that its share
/// of all ratings would lead one to expect. Places, not clocks, measure "of late", so data that ended years ago and a live stream both make sense.
/// </remarks>
internal sealed class Trending(int window, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private List<DatedRating> _newest = [];
    private Scores? _scores;

    /// <summary>Begins anew from the store's newest ratings.</summary>
    public void Reset(IReadOnlyList<DatedRating> newest)
    {
        lock (_lock)
        {
            (_newest, _scores) = ([.. newest], null);
        }
    }

    public void Add(DatedRating rating)
    {
        lock (_lock)
        {
            _newest.Add(rating);
            if (_newest.Count > 2 * window)
            {
                Trim();
            }
        }
    }

    public IReadOnlyList<MovieSummary> List(int count, MovieFilter filter, Catalogue catalogue)
    {
        var list = new List<MovieSummary>(count);
        foreach (var id in Ranked(catalogue))
        {
            if (list.Count == count)
            {
                break;
            }

            if (catalogue.TryGet(id, out var movie) && filter.Allows(movie))
            {
                list.Add(movie.Summary);
            }
        }

        return list;
    }

    private int[] Ranked(Catalogue catalogue)
    {
        lock (_lock)
        {
            if (_scores is null || !ReferenceEquals(_scores.Catalogue, catalogue) || time.GetElapsedTime(_scores.At) > Freshness)
            {
                Trim();
                _scores = new Scores(catalogue, time.GetTimestamp(), Rank(catalogue));
            }

            return _scores.Ids;
        }
    }

    private int[] Rank(Catalogue catalogue)
    {
        var recent = new Dictionary<int, double>();
        var total = 0.0;
        for (var place = 0; place < _newest.Count; place++)
        {
            var weight = Math.Pow(2, -4.0 * place / window);
            recent[_newest[place].MovieId] = recent.GetValueOrDefault(_newest[place].MovieId) + weight;
            total += weight;
        }

        var all = Math.Max(1, catalogue.Ratings);
        return
        [
            .. recent
                .Select(movie => (movie.Key, Score: movie.Value - (total * (catalogue.TryGet(movie.Key, out var known) ? known.Statistics.Ratings : 0) / all)))
                .OrderByDescending(movie => movie.Score)
                .ThenBy(movie => movie.Key)
                .Select(movie => movie.Key),
        ];
    }

    private void Trim()
    {
        _newest.Sort((x, y) => y.RatedAt.CompareTo(x.RatedAt));
        if (_newest.Count > window)
        {
            _newest.RemoveRange(window, _newest.Count - window);
        }
    }

    private sealed record Scores(Catalogue Catalogue, long At, int[] Ids);
}
