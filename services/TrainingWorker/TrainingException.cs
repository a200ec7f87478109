namespace MovieMesh.TrainingWorker;

/// <summary>A run cannot lead to a model; the message says why, in one line for people.</summary>
internal sealed class TrainingException(string message) : Exception(message);
