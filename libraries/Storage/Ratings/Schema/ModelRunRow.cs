namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A training run.</summary>
internal sealed class ModelRunRow
{
    public long Id { get; set; }

    public Guid RequestId { get; set; }

    public string Algorithm { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Settings { get; set; } = "{}";

    public long Ratings { get; set; }

    public long LastSequence { get; set; }

    public StoredModelRunState State { get; set; }

    public bool IsCurrent { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public double? HeldOutRmse { get; set; }

    public double? HeldOutNdcg { get; set; }

    public long? WarmStartedFrom { get; set; }

    public string? Note { get; set; }

    public List<ModelEpochRow> Epochs { get; } = [];
}
