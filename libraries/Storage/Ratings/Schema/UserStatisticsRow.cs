namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>How many ratings a user has; written in the transaction that writes the ratings.</summary>
internal sealed class UserStatisticsRow
{
    public int UserId { get; set; }

    public int Ratings { get; set; }
}
