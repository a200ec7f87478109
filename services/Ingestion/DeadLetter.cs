using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;

namespace MovieMesh.Ingestion;

/// <summary>Single messages of a batch that are refused.</summary>
internal static class DeadLetter
{
    /// <summary>Moves one message to the error queue, as MassTransit would a faulted one: throwing would take the whole batch there.</summary>
    public static Task RefuseAsync(this ReceiveContext message, string reason) => message.TryGetPayload(out IErrorTransport? errors)
        ? errors.Send(new RescueExceptionReceiveContext(message, new RejectedRatingException(reason)))
        : throw new InvalidOperationException("The transport has no error queue.");
}
