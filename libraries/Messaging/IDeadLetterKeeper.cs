namespace MovieMesh.Messaging;

/// <summary>Keeps what is collected from the queue of dead letters.</summary>
public interface IDeadLetterKeeper
{
    /// <summary>Keeps a letter. It leaves the queue when this returns, and is offered again, now and later, when it throws: the same letter may come more than once.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken);
}
