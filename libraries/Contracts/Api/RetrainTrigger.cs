namespace MovieMesh.Contracts.Api;

/// <summary>Something that sets a training off, and how far it is from doing so.</summary>
public sealed record RetrainTrigger
{
    /// <summary><c>volume</c>, <c>drift</c> or <c>age</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is measured, in words.</summary>
    public required string Measure { get; init; }

    /// <summary>Where it stands; null when there is nothing to measure yet.</summary>
    public double? Value { get; init; }

    /// <summary>Where it fires; null when the trigger is off.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether it would fire now.</summary>
    public required bool IsDue { get; init; }
}
