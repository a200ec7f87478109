namespace MovieMesh.Contracts.Api;

/// <summary>A training run and the model that came of it.</summary>
public sealed record ModelRun
{
    /// <summary>The run's id, which is the model's version.</summary>
    public required long Id { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The algorithm that makes the lists, with its settings, when the model is a pair.</summary>
    public string? Ranker { get; init; }

    /// <summary>The algorithm that predicts stars, with its settings, when the model is a pair.</summary>
    public string? Stars { get; init; }

    /// <summary>Why the run was asked for.</summary>
    public required string Reason { get; init; }

    /// <summary>How the run stands.</summary>
    public required ModelRunState State { get; init; }

    /// <summary>Whether this model serves now.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many ratings it was trained on.</summary>
    public required long Ratings { get; init; }

    /// <summary>The settings that it ran with, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The error per epoch, in order.</summary>
    public required IReadOnlyList<ModelEpoch> Epochs { get; init; }

    /// <summary>The run whose factors this one began with (those from before its held-out ratings were learned); null when it began from nothing.</summary>
    public long? WarmStartedFrom { get; init; }

    /// <summary>Root mean squared error on the ratings held out, in stars, once trained; null for an algorithm that predicts none.</summary>
    public double? HeldOutRmse { get; init; }

    /// <summary>NDCG@10 of the full ranking on the ratings held out, once trained: 1 would put what each user liked on top, 0 leaves it off the first ten.</summary>
    public double? HeldOutNdcg { get; init; }

    /// <summary>Why it was rejected or failed, in one line.</summary>
    public string? Note { get; init; }
}
