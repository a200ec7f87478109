namespace MovieMesh.Workbench.MLNet;

/// <summary>Settings of <see cref="MLNetTrainer"/>, with ML.NET's names and defaults but for the factors and iterations.</summary>
internal sealed class MLNetOptions
{
    public int ApproximationRank { get; set; } = 32;

    public int NumberOfIterations { get; set; } = 10;

    public double LearningRate { get; set; } = 0.1;

    public double Lambda { get; set; } = 0.05;

    public int NumberOfThreads { get; set; } = Environment.ProcessorCount;
}
