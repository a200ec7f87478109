using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;

namespace MovieMesh.Messaging;

/// <summary>Dead letters made by hand.</summary>
public static class DeadLetterExtensions
{
    /// <summary>Moves a message to the dead letters, as if its consumer had thrown.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="InvalidOperationException">The transport has no dead letters.</exception>
    public static Task DeadLetterAsync(this ReceiveContext message, Exception reason) => message.TryGetPayload(out IErrorTransport? errors)
        ? errors.Send(new RescueExceptionReceiveContext(message, reason))
        : throw new InvalidOperationException("The transport has no dead letters.");
}
