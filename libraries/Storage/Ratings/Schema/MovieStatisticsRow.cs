namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>What the ratings of a movie add up to; written in the transaction that writes the ratings.</summary>
internal sealed class MovieStatisticsRow
{
    public int MovieId { get; set; }

    public int Ratings { get; set; }

    public double StarsSum { get; set; }

    public int[] Histogram { get; set; } = new int[10];
}
