using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Settings of <see cref="UserSimilarities"/>.</summary>
public sealed class UserSimilarityOptions
{
    /// <summary>s, the support at which a similarity counts half, 0…100,000 common items: it is multiplied by n/(n + s) for n items that both rated. 0 leaves the plain measure.</summary>
    [Range(0.0, 100_000.0)]
    public float Shrinkage { get; set; } = 10;

    /// <summary>Users with fewer items in common than this are not alike, 1…2³¹−1. Through two points a line goes always: with two, every correlation is 1 or −1.</summary>
    [Range(1, int.MaxValue)]
    public int MinimumCommonItems { get; set; } = 3;
}
