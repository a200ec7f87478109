namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>One epoch of a training run.</summary>
internal sealed class ModelEpochRow
{
    public long RunId { get; set; }

    public int Epoch { get; set; }

    public double? TrainError { get; set; }

    public double? HeldOutError { get; set; }

    public double Seconds { get; set; }

    public string? Part { get; set; }
}
