namespace MovieMesh.Workbench.Evaluation;

/// <summary>What is measured, beside errors in stars.</summary>
/// <param name="K">Places of a list that count.</param>
/// <param name="Threshold">Stars from which a rating is a positive: what makes a held-out one relevant.</param>
/// <param name="PositivesOnly">Whether all ratings below the threshold are taken out of the training, so that the models, the users and the items seen know of positives alone.</param>
/// <param name="Caution">How a ranking weighs uncertainty; null for the default.</param>
internal sealed record Measure(int K, float Threshold, bool PositivesOnly, float? Caution)
{
    public const int DefaultK = 10;
    public const float DefaultThreshold = 4;
}
