using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

internal sealed class SubmitRatingConsumer(RatingRecorder recorder, IngestionMetrics metrics, ILogger<SubmitRatingConsumer> logger)
    : BatchConsumer<SubmitRating>(recorder, metrics, logger)
{
    protected override RatingSubmission ToSubmission(SubmitRating message) => new(message.UserId, message.MovieId, message.Stars, message.RatedAt);
}
