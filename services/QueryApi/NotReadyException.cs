namespace MovieMesh.QueryApi;

/// <summary>The gateway has nothing yet to answer with; the message says of what, in one line for people.</summary>
internal sealed class NotReadyException(string message) : Exception(message);
