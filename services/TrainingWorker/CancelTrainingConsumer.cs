using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>Every replica hears it; the one that trains ends the run.</summary>
internal sealed class CancelTrainingConsumer(TrainingCancellations trainings) : IConsumer<CancelTraining>
{
    public Task Consume(ConsumeContext<CancelTraining> context)
    {
        trainings.Cancel(context.Message.RunId);
        return Task.CompletedTask;
    }
}
