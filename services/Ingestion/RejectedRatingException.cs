namespace MovieMesh.Ingestion;

/// <summary>Why a submission is dead-lettered; its message stands in the dead letter's header.</summary>
internal sealed class RejectedRatingException(string message) : Exception(message);
