using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Stores a batch of submissions and says what to announce and what to refuse.</summary>
internal sealed class RatingRecorder(RatingStore store, SubmissionTimes times, TimeProvider time, IngestionMetrics metrics)
{
    /// <returns>
    /// The announcement, or null when there is nothing to announce, and the reason for each submission that was refused, by its index. Submissions that stood
    /// already, word for word, are announced again: that they come again may mean that their announcement failed after the commit.
    /// </returns>
    public async Task<(RatingsRecorded? Announcement, IReadOnlyDictionary<int, string> Refused)> RecordAsync(
        IReadOnlyList<RatingSubmission> submissions, CancellationToken cancellationToken)
    {
        using var activity = IngestionMetrics.Activities.StartActivity("record ratings");
        var started = time.GetTimestamp();
        var refused = new Dictionary<int, string>();
        for (var index = 0; index < submissions.Count; index++)
        {
            if (Refuse(submissions[index]) is { } reason)
            {
                refused.Add(index, reason);
            }
        }

        var batch = await store.RecordAsync([.. submissions.Where((_, index) => !refused.ContainsKey(index))], cancellationToken);
        if (batch.UnknownMovies.Count > 0)
        {
            var unknown = batch.UnknownMovies.Select(submission => submission.MovieId).ToHashSet();
            for (var index = 0; index < submissions.Count; index++)
            {
                if (unknown.Contains(submissions[index].MovieId))
                {
                    refused.TryAdd(index, $"There is no movie {submissions[index].MovieId}.");
                }
            }
        }

        metrics.Recorded(submissions.Count, batch.Changes.Count, time.GetElapsedTime(started));
        activity?.SetTag("moviemesh.submissions", submissions.Count).SetTag("moviemesh.changes", batch.Changes.Count).SetTag("moviemesh.refused", refused.Count);
        var announced = batch.Changes.Concat(batch.Repeated).OrderBy(change => change.Sequence).Select(ToRecorded).ToList();
        return (announced.Count == 0 ? null : new RatingsRecorded { Ratings = announced, RecordedAt = time.GetUtcNow() }, refused);
    }

    private static RecordedRating ToRecorded(RatingChange change) => new()
    {
        UserId = change.UserId,
        MovieId = change.MovieId,
        Stars = change.Stars,
        PreviousStars = change.PreviousStars,
        RatedAt = change.RatedAt,
        Sequence = change.Sequence,
    };

    private string? Refuse(RatingSubmission submission)
    {
        if (submission.UserId < 1)
        {
            return $"The user id {submission.UserId} is not positive.";
        }

        if (submission.Stars is { } stars && !(stars is >= 0.5f and <= 5f && stars * 2 == MathF.Truncate(stars * 2)))
        {
            return FormattableString.Invariant($"{stars} stars are not between 0.5 and 5 in half steps.");
        }

        return times.Refuse(submission.RatedAt);
    }
}
