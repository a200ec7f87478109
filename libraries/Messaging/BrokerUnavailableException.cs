namespace MovieMesh.Messaging;

/// <summary>The broker did not confirm a message in time, or no queue would take it, or too much waits for it.</summary>
public sealed class BrokerUnavailableException(string message, Exception? innerException) : Exception(message, innerException);
