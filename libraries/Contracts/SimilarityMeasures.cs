namespace MovieMesh.Contracts;

/// <summary>The names of the similarity measures, as messages, keys and the gateway's API use them.</summary>
public static class SimilarityMeasures
{
    /// <summary>Cosine of the model's movie vectors; of the ratings where the model that serves has none.</summary>
    public const string Factors = "factors";

    /// <summary>Cosine of the movies' rating vectors.</summary>
    public const string Cosine = "cosine";

    /// <summary>Every measure that the mesh keeps.</summary>
    public static IReadOnlyList<string> All { get; } = [Factors, Cosine];
}
