using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Settings of <see cref="TextVaeTrainer"/>.</summary>
public sealed class TextVaeOptions : IIterativeOptions
{
    /// <summary>The length of a movie's vector, 1…256.</summary>
    [Range(1, 256)]
    public int Factors { get; set; } = 32;

    /// <summary>Units of the hidden layers of encoder and decoder, 1…1024.</summary>
    [Range(1, 1024)]
    public int Hidden { get; set; } = 96;

    /// <summary>Buckets that pieces of two characters are hashed into, 16…65,536.</summary>
    [Range(16, 65_536)]
    public int PieceBuckets { get; set; } = 512;

    /// <summary>Buckets that words, genres, tags and names are hashed into, 16…65,536.</summary>
    [Range(16, 65_536)]
    public int WordBuckets { get; set; } = 1024;

    /// <summary>The number of epochs, 1…1000.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 12;

    /// <summary>Epochs over which the weight of the KL term rises from 0, 0…1000.</summary>
    [Range(0, 1000)]
    public int WarmUpEpochs { get; set; } = 6;

    /// <summary>β, the weight of the KL term after the warm-up, 0…10.</summary>
    [Range(0.0, 10.0)]
    public float KlWeight { get; set; } = 0.05f;

    /// <summary>Adam's learning rate, 1e-6…1.</summary>
    [Range(1e-6, 1.0)]
    public float LearningRate { get; set; } = 0.003f;

    /// <summary>Movies per step, 8…65,536.</summary>
    [Range(8, 65_536)]
    public int BatchSize { get; set; } = 128;

    /// <summary>How much a movie's number of ratings adds to its score, beside a likeness of −1…1: its share of the largest logarithm, times this; 0…10.</summary>
    [Range(0.0, 10.0)]
    public float PopularityWeight { get; set; } = 0.5f;

    /// <summary>The seed of first weights, of the noise and of the order of movies. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
