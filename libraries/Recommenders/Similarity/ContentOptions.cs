using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="ContentCosine"/>.</summary>
public sealed class ContentOptions
{
    /// <summary>The length of each list, 1…10,000.</summary>
    [Range(1, 10_000)]
    public int Count { get; set; } = 50;

    /// <summary>How many of an item's tags are read, those most often given first, 0…1,000.</summary>
    [Range(0, 1_000)]
    public int MostTags { get; set; } = 20;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor. The lists are the same for any.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
