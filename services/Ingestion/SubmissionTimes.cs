using Microsoft.Extensions.Options;

namespace MovieMesh.Ingestion;

/// <summary>Which times of submissions can be true.</summary>
internal sealed class SubmissionTimes(TimeProvider time, IOptions<IngestionOptions> options)
{
    private static readonly DateTimeOffset FirstMovieLensRating = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with a time, or null.</summary>
    public string? Refuse(DateTimeOffset at) => at < FirstMovieLensRating || at > time.GetUtcNow() + options.Value.ClockTolerance
        ? FormattableString.Invariant($"The time {at:O} is before 1995 or ahead of the clock.")
        : null;
}
