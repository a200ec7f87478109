namespace MovieMesh.Datasets;

/// <summary>A movie's ids elsewhere.</summary>
/// <param name="MovieId">The data set's id.</param>
/// <param name="ImdbId">Its number at IMDb, when known.</param>
/// <param name="TmdbId">Its number at TMDB, when known.</param>
public readonly record struct DatasetLink(int MovieId, int? ImdbId, int? TmdbId);
