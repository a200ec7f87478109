namespace MovieMesh.QueryApi.Movies;

/// <summary>Which movies may be in a list.</summary>
/// <param name="Genre">One of the catalogue's genres as it spells it, or null for all.</param>
/// <param name="YearFrom">The first year, or null.</param>
/// <param name="YearTo">The last year, or null.</param>
internal readonly record struct MovieFilter(string? Genre, int? YearFrom, int? YearTo)
{
    public bool Allows(CatalogueMovie movie) =>
        (Genre is null || HasGenre(movie)) && (YearFrom is null || movie.Year >= YearFrom) && (YearTo is null || movie.Year <= YearTo);

    private bool HasGenre(CatalogueMovie movie)
    {
        for (var i = 0; i < movie.Genres.Count; i++)
        {
            // The catalogue keeps one string per genre.
            if (ReferenceEquals(movie.Genres[i], Genre))
            {
                return true;
            }
        }

        return false;
    }
}
