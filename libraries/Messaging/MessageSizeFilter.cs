using MassTransit;

namespace MovieMesh.Messaging;

/// <summary>Moves a message that is too large to the dead letters before anybody reads it.</summary>
internal sealed class MessageSizeFilter(int largest) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => context.Body.Length <= largest
        ? next.Send(context)
        : context.DeadLetterAsync(new MessageTooLargeException($"The message has {context.Body.Length} bytes, and {largest} are the most that is read."));

    public void Probe(ProbeContext context) => context.CreateFilterScope("message-size").Add("largest", largest);
}
