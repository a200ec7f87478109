using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.Ingestion;

/// <summary>Takes back all that a user rated. Each rating is withdrawn as if by hand, so that lists and models learn of it.</summary>
internal sealed class ForgetUserConsumer(RatingStore ratings, FeedbackStore feedback, RatingRecorder recorder) : IConsumer<ForgetUser>
{
    public async Task Consume(ConsumeContext<ForgetUser> context)
    {
        var (userId, askedAt) = (context.Message.UserId, context.Message.AskedAt);
        var rated = await ratings.ReadUserAsync(userId, context.CancellationToken);
        var (announcement, _) = await recorder.RecordAsync([.. rated.Select(rating => new RatingSubmission(userId, rating.MovieId, null, askedAt))], context.CancellationToken);
        if (announcement is not null)
        {
            await context.Publish(announcement, context.CancellationToken);
        }

        await feedback.ForgetAsync(userId, askedAt, context.CancellationToken);
    }
}
