namespace MovieMesh.Messaging;

/// <summary>Marks the queues that belong to this instance of the service alone, and makes their names unique.</summary>
internal sealed record Replica(string Name);
