using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>Has new ratings scored by the model that serves.</summary>
internal sealed class PrequentialConsumer(PrequentialScoring scoring) : IConsumer<RatingsRecorded>
{
    public Task Consume(ConsumeContext<RatingsRecorded> context) => scoring.HearAsync(context.Message, context.CancellationToken);
}
