namespace MovieMesh.Storage.Ratings;

/// <summary>How often a tag was used, whatever its capitals.</summary>
/// <param name="Tag">The tag in small letters.</param>
/// <param name="Uses">How often.</param>
/// <param name="Movies">On how many movies.</param>
public sealed record TagUse(string Tag, long Uses, long Movies);
