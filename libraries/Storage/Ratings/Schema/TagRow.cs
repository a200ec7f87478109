namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A word that a user put on a movie.</summary>
internal sealed class TagRow
{
    public int UserId { get; set; }

    public int MovieId { get; set; }

    public string Tag { get; set; } = "";

    public DateTimeOffset TaggedAt { get; set; }
}
