namespace MovieMesh.TestServers;

/// <summary>Where a queue of a RabbitMQ cluster is kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: <c>quorum</c> is what is kept on several nodes.</param>
/// <param name="Leader">The node through which all goes; empty where the type has none.</param>
/// <param name="Members">The nodes that keep it.</param>
public sealed record QueueMembers(string Name, string Type, string? Leader, IReadOnlyList<string>? Members);
