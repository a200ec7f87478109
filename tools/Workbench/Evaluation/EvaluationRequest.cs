namespace MovieMesh.Workbench.Evaluation;

/// <summary>What the command line asked for.</summary>
internal sealed record EvaluationRequest(
    string? Data,
    string Algorithms,
    string Protocol,
    ulong Seed,
    int? Folds,
    IReadOnlyList<string> Settings,
    Measure Measure,
    FileInfo? Json,
    FileInfo? Markdown,
    DirectoryInfo? Plot,
    bool Tune,
    int Trials,
    string? Objective,
    IReadOnlyList<string> Searches,
    string? Vary = null)
{
    public const ulong DefaultSeed = 42;
}
