namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>What a user last said about a movie. The order of the columns leaves no padding: it is the one large table.</summary>
internal sealed class RatingRow
{
    public DateTimeOffset RatedAt { get; set; }

    public long Sequence { get; set; }

    public int UserId { get; set; }

    public int MovieId { get; set; }

    /// <summary>Null when withdrawn: the row stays, so that an older submission that arrives later does not bring the rating back.</summary>
    public float? Stars { get; set; }

    /// <summary>What this change replaced, kept so that a redelivered submission can be announced again word for word.</summary>
    public float? PreviousStars { get; set; }
}
