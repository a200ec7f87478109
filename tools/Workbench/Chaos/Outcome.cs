namespace MovieMesh.Workbench.Chaos;

/// <summary>How a request ended for its sender.</summary>
internal enum Outcome
{
    Accepted,
    Refused,
    Unanswered,
    Failed,
}
