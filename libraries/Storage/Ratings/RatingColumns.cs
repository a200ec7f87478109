namespace MovieMesh.Storage.Ratings;

/// <summary>Many ratings, one array a column; the same index is the same rating.</summary>
/// <param name="UserIds">The users.</param>
/// <param name="MovieIds">The movies.</param>
/// <param name="Stars">The stars; NaN marks a withdrawn rating where those are included.</param>
/// <param name="Days">When they were given, in days since 1970-01-01 (UTC).</param>
/// <param name="LastSequence">The highest sequence number read: where the next read of changes starts.</param>
public sealed record RatingColumns(int[] UserIds, int[] MovieIds, float[] Stars, int[] Days, long LastSequence)
{
    /// <summary>How many ratings there are.</summary>
    public int Count => UserIds.Length;
}
