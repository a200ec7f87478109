using MassTransit;

namespace MovieMesh.Messaging;

/// <summary>Moves a message that none of the queue's consumers takes to the dead letters, with a reason, rather than to a queue of skipped messages of its own.</summary>
internal sealed class SkippedMessageFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        context.DeadLetterAsync(new MessageNotConsumedException(context.InputAddress, "No consumer of the queue takes messages of this type."));

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped-to-dead-letters");
}
