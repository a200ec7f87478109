using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>Lets the retrain policy hear of new ratings, and asks for a training when it says so.</summary>
internal sealed class RetrainPolicyConsumer(RetrainPolicy policy) : IConsumer<RatingsRecorded>, IConsumer<DatasetImported>
{
    public async Task Consume(ConsumeContext<RatingsRecorded> context)
    {
        if (await policy.HearAsync(context.Message, context.CancellationToken) is { } reason)
        {
            await context.Publish(TrainingRequests.Create(reason));
        }
    }

    public async Task Consume(ConsumeContext<DatasetImported> context)
    {
        if (context.Message.Failure is null)
        {
            await context.Publish(TrainingRequests.Create(TrainingRequests.Import));
        }
    }
}
