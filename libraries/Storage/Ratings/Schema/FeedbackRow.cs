namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>What a user did with a movie, and when last; taken back, it stays as a tombstone, so that what comes late changes nothing.</summary>
internal sealed class FeedbackRow
{
    public int UserId { get; set; }

    public int MovieId { get; set; }

    public string Kind { get; set; } = "";

    public DateTimeOffset GivenAt { get; set; }

    public bool IsWithdrawn { get; set; }
}
