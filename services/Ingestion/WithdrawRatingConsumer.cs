using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

internal sealed class WithdrawRatingConsumer(RatingRecorder recorder, IngestionMetrics metrics, ILogger<WithdrawRatingConsumer> logger)
    : BatchConsumer<WithdrawRating>(recorder, metrics, logger)
{
    protected override RatingSubmission ToSubmission(WithdrawRating message) => new(message.UserId, message.MovieId, null, message.WithdrawnAt);
}
