namespace MovieMesh.WebUI.Session;

/// <summary>A rating of the current user changed, in this window or elsewhere.</summary>
/// <param name="MovieId">The movie, or null when anything may have changed.</param>
/// <param name="Stars">The stars it has now, or null when the rating was withdrawn.</param>
public readonly record struct RatingChanged(int? MovieId, float? Stars);
