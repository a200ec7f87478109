namespace MovieMesh.Contracts.Api;

/// <summary>The body of a request to train.</summary>
public sealed record RequestTraining
{
    /// <summary>The algorithm's name, or null for the default.</summary>
    public string? Algorithm { get; init; }

    /// <summary>False keeps the model as a challenger, to be promoted by hand or tried in an experiment; else it serves if it is no worse than the one that does.</summary>
    public bool? Promote { get; init; }
}
