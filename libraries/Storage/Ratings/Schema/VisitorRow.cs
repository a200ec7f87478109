namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A user who came to the mesh rather than with a data set.</summary>
internal sealed class VisitorRow
{
    public int UserId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
