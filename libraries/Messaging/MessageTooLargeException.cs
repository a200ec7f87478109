namespace MovieMesh.Messaging;

/// <summary>Why a message is dead-lettered without being read.</summary>
internal sealed class MessageTooLargeException(string message) : Exception(message);
