using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>Settings of <see cref="NmfFilledTrainer"/>.</summary>
public sealed class NmfFilledOptions : IIterativeOptions
{
    /// <summary>What stands where nobody rated.</summary>
    [EnumDataType(typeof(NmfFill))]
    public NmfFill Fill { get; set; } = NmfFill.ItemMedian;

    /// <summary>The number of components k, 1…256.</summary>
    [Range(1, 256)]
    public int Factors { get; set; } = 16;

    /// <summary>λ, the ridge penalty on a row's squared factors, 0…100,000.</summary>
    [Range(0.0, 100_000.0)]
    public float Regularization { get; set; } = 1;

    /// <summary>The largest number of epochs, 1…1000; one epoch solves all items, then all users.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 20;

    /// <summary>Epochs without a better held-out RMSE after which training stops and the best epoch's model is returned, 1…1000. Without held-out ratings all are run.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;

    /// <summary>The seed of the first components. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
