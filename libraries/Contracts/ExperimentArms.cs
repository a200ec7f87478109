namespace MovieMesh.Contracts;

/// <summary>The names of an experiment's arms.</summary>
public static class ExperimentArms
{
    /// <summary>The model that serves.</summary>
    public const string Control = "control";

    /// <summary>The model that is tried.</summary>
    public const string Challenger = "challenger";
}
