namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A rating and what the model that served predicted before it knew of it.</summary>
internal sealed class PrequentialScoreRow
{
    public long Sequence { get; set; }

    public long ModelVersion { get; set; }

    public float Predicted { get; set; }

    public float Stars { get; set; }

    public DateTimeOffset ScoredAt { get; set; }

    public long? ExperimentId { get; set; }

    public int? Place { get; set; }
}
