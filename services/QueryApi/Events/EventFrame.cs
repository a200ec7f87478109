namespace MovieMesh.QueryApi.Events;

/// <summary>An event as it goes over the wire.</summary>
internal sealed record EventFrame(string Type, byte[] Bytes);
