namespace MovieMesh.Recommenders;

/// <summary>Options of an algorithm that approaches its answer epoch by epoch, and may overshoot it.</summary>
public interface IIterativeOptions
{
    /// <summary>The largest number of epochs.</summary>
    int Epochs { get; set; }
}
