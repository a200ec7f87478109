namespace MovieMesh.Workbench.Evaluation;

/// <summary>What was asked cannot be evaluated; the message is one line for people.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
