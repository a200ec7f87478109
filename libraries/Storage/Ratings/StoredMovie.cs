namespace MovieMesh.Storage.Ratings;

/// <summary>A movie of the catalogue with what its ratings add up to.</summary>
/// <param name="Id">The data set's id.</param>
/// <param name="Title">Ready to show: without the year, the article in front.</param>
/// <param name="Year">The year of release, when known.</param>
/// <param name="Genres">Its genres, perhaps none.</param>
/// <param name="ImdbId">Its number at IMDb, when known.</param>
/// <param name="TmdbId">Its number at TMDB, when known.</param>
/// <param name="Statistics">What its ratings add up to.</param>
public sealed record StoredMovie(int Id, string Title, int? Year, IReadOnlyList<string> Genres, int? ImdbId, int? TmdbId, MovieStatistics Statistics);
