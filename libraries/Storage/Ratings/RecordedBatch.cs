namespace MovieMesh.Storage.Ratings;

/// <summary>What became of a batch of submissions.</summary>
/// <param name="Changes">Rows that changed, in order of sequence.</param>
/// <param name="Repeated">Rows that stand exactly as submitted since an earlier batch, with the sequence and previous stars of then: the batch was delivered again, and whoever announces changes announces these too.</param>
/// <param name="UnknownMovies">Submissions for movies that the catalogue lacks; nothing of them is stored.</param>
public sealed record RecordedBatch(IReadOnlyList<RatingChange> Changes, IReadOnlyList<RatingChange> Repeated, IReadOnlyList<RatingSubmission> UnknownMovies);
