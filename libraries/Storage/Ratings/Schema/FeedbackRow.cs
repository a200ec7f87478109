namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>What a user did with a movie, and when last.</summary>
internal sealed class FeedbackRow
{
    public int UserId { get; set; }

    public int MovieId { get; set; }

    public string Kind { get; set; } = "";

    public DateTimeOffset GivenAt { get; set; }
}
