namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A movie's ids elsewhere.</summary>
internal sealed class LinkRow
{
    public int MovieId { get; set; }

    public int? ImdbId { get; set; }

    public int? TmdbId { get; set; }
}
