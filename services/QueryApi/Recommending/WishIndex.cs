using MovieMesh.QueryApi.Movies;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Recommending;

/// <summary>The words of the catalogue, gathered when somebody first asks by them, and again after an import.</summary>
internal sealed class WishIndex(CatalogueFeed feed, MovieStore movies) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1);
    private volatile WishSearch? _made;

    public async Task<WishSearch> GetAsync(CancellationToken cancellationToken)
    {
        if (_made is { } made)
        {
            return made;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            return _made ??= await MakeAsync(cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    public void Forget() => _made = null;

    public void Dispose() => _making.Dispose();

    private async Task<WishSearch> MakeAsync(CancellationToken cancellationToken)
    {
        var catalogue = feed.Current;
        var tags = await movies.ReadAllTagsAsync(cancellationToken);
        return new WishSearch(
            catalogue.Movies.Select(movie => new ItemInformation(movie.Id, movie.Title) { Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) }),
            id => catalogue.TryGet(id, out var movie) ? movie.Statistics.Ratings : 0);
    }
}
