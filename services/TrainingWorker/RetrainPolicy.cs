using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Says when new ratings make another training worth its while. Called by one consumer at a time.</summary>
/// <remarks>It counts what came after the newest run's data, so a restart forgets nothing and a redelivered event counts once.</remarks>
internal sealed class RetrainPolicy(RatingStore ratings, ModelRunStore runs, IOptions<TrainingOptions> options)
{
    private long? _countedUpTo;
    private long _newRatings;

    /// <returns>The reason to train, or null when there is none yet.</returns>
    public async Task<string?> HearAsync(RatingsRecorded recorded, CancellationToken cancellationToken)
    {
        if (_countedUpTo is { } countedUpTo)
        {
            _newRatings += recorded.Ratings.Count(rating => rating.Sequence > countedUpTo);
            _countedUpTo = Math.Max(countedUpTo, recorded.Ratings.Max(rating => rating.Sequence));
        }

        if (_countedUpTo is null || _newRatings >= options.Value.RetrainAfterRatings)
        {
            // The store knows all that was recorded up to now, this event's ratings included, and what other runs have learned meanwhile.
            var newest = (await runs.ListAsync(1, cancellationToken)).SingleOrDefault();
            (_newRatings, _countedUpTo) = await ratings.CountChangesAsync(newest?.LastSequence ?? 0, cancellationToken);
        }

        if (_newRatings < options.Value.RetrainAfterRatings)
        {
            return null;
        }

        _newRatings = 0;
        return TrainingRequests.Volume;
    }
}
