using MassTransit;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Tests;

/// <summary>Records what the gateway submits, in the real store, and says so, as the mesh's ingestion does; keeps what it was told to train, and promotes what it is told to.</summary>
public sealed class Recorder(RatingStore store, ModelRunStore runs, ModelCache cache, FeedbackStore feedback, Requests requests) : IConsumer<SubmitRating>, IConsumer<SubmitRatings>, IConsumer<WithdrawRating>, IConsumer<TrainModel>, IConsumer<PromoteModel>, IConsumer<RecordFeedback>, IConsumer<ForgetUser>, IConsumer<ImportDataset>
{
    public Task Consume(ConsumeContext<SubmitRating> context)
    {
        var submitted = context.Message;
        return RecordAsync(context, new RatingSubmission(submitted.UserId, submitted.MovieId, submitted.Stars, submitted.RatedAt));
    }

    public Task Consume(ConsumeContext<SubmitRatings> context) => RecordAsync(
        context, [.. context.Message.Ratings.Select(rating => new RatingSubmission(rating.UserId, rating.MovieId, rating.Stars, rating.RatedAt))]);

    public Task Consume(ConsumeContext<WithdrawRating> context)
    {
        var withdrawn = context.Message;
        return RecordAsync(context, new RatingSubmission(withdrawn.UserId, withdrawn.MovieId, null, withdrawn.WithdrawnAt));
    }

    public Task Consume(ConsumeContext<TrainModel> context)
    {
        requests.Add(context.Message);
        return Task.CompletedTask;
    }

    public async Task Consume(ConsumeContext<PromoteModel> context)
    {
        var version = context.Message.Version;
        var previous = await runs.PromoteAsync(version, heldOut: null, context.CancellationToken);
        await cache.SetCurrentVersionAsync(version, context.CancellationToken);
        await context.Publish(new ModelPromoted { Version = version, PreviousVersion = previous });
    }

    public Task Consume(ConsumeContext<RecordFeedback> context)
    {
        var given = context.Message;
        return feedback.RecordAsync([new StoredFeedback(given.UserId, given.MovieId, given.Kind.ToString(), given.GivenAt, given.IsWithdrawn)], context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ForgetUser> context)
    {
        requests.Add(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ImportDataset> context)
    {
        requests.Add(context.Message);
        return Task.CompletedTask;
    }

    private async Task RecordAsync(ConsumeContext context, params IReadOnlyList<RatingSubmission> submissions)
    {
        var batch = await store.RecordAsync(submissions, context.CancellationToken);
        if (batch.Changes.Count > 0 && !requests.IsSilent)
        {
            await context.Publish(new RatingsRecorded
            {
                Ratings =
                [
                    .. batch.Changes.Select(change => new RecordedRating
                    {
                        UserId = change.UserId, MovieId = change.MovieId, Stars = change.Stars, PreviousStars = change.PreviousStars, RatedAt = change.RatedAt, Sequence = change.Sequence,
                    }),
                ],
                RecordedAt = DateTimeOffset.UtcNow,
            });
        }
    }
}
