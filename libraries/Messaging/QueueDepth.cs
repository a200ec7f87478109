namespace MovieMesh.Messaging;

/// <summary>How it stands with a queue.</summary>
/// <param name="Messages">How many messages wait and are in nobody's hands.</param>
/// <param name="Consumers">How many processes read it, or stand by to.</param>
public readonly record struct QueueDepth(int Messages, int Consumers);
