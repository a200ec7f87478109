namespace MovieMesh.Workbench.Evaluation;

/// <summary>The figures of one fold.</summary>
internal sealed record FoldFigures : Figures
{
    public FoldFigures(string fold, Figures figures)
        : base(figures) => Fold = fold;

    public string Fold { get; }
}
