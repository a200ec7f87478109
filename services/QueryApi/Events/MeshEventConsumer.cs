using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.QueryApi.Events;

/// <summary>Hears every event on every replica.</summary>
internal sealed class MeshEventConsumer(Reactions reactions, EventHub hub)
    : IConsumer<RatingsRecorded>, IConsumer<DatasetImportProgressed>, IConsumer<DatasetImported>, IConsumer<TrainingStarted>, IConsumer<EpochCompleted>,
        IConsumer<ModelTrained>, IConsumer<ModelPromoted>, IConsumer<ModelRejected>, IConsumer<ExperimentStarted>, IConsumer<ExperimentEnded>, IConsumer<SimilaritiesPublished>, IConsumer<SimilaritiesRefreshed>,
        IConsumer<DeadLettersChanged>
{
    public Task Consume(ConsumeContext<RatingsRecorded> context) => Hear(context.Message, reactions.RatingsRecorded);

    public Task Consume(ConsumeContext<DatasetImportProgressed> context) => Hear(context.Message, _ => reactions.StatusChanged());

    public Task Consume(ConsumeContext<DatasetImported> context) => Hear(context.Message, imported => reactions.DatasetImported(imported.ImportId));

    public Task Consume(ConsumeContext<TrainingStarted> context) => Hear(context.Message, _ => reactions.StatusChanged());

    public Task Consume(ConsumeContext<EpochCompleted> context) => Hear(context.Message, _ => reactions.StatusChanged());

    public Task Consume(ConsumeContext<ModelTrained> context) => Hear(context.Message, _ => reactions.StatusChanged());

    public Task Consume(ConsumeContext<ModelPromoted> context) => Hear(context.Message, _ => reactions.ModelPromoted());

    public Task Consume(ConsumeContext<ModelRejected> context) => Hear(context.Message, _ => reactions.StatusChanged());

    public Task Consume(ConsumeContext<ExperimentStarted> context) => Hear(context.Message, _ => reactions.ExperimentChanged());

    public Task Consume(ConsumeContext<ExperimentEnded> context) => Hear(context.Message, _ => reactions.ExperimentChanged());

    public Task Consume(ConsumeContext<SimilaritiesPublished> context) => Hear(context.Message, _ => reactions.SimilaritiesPublished());

    public Task Consume(ConsumeContext<SimilaritiesRefreshed> context) => Hear(context.Message, _ => reactions.SimilaritiesRefreshed());

    public Task Consume(ConsumeContext<DeadLettersChanged> context) => Hear(context.Message, _ => reactions.StatusChanged());

    /// <summary>The gateway reacts first: who asks it because of the event finds it knowing.</summary>
    private Task Hear<T>(T message, Action<T> react)
        where T : class
    {
        react(message);
        hub.Publish(message);
        return Task.CompletedTask;
    }
}
