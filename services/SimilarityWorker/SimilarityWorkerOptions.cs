using System.ComponentModel.DataAnnotations;

namespace MovieMesh.SimilarityWorker;

/// <summary>Settings of the rebuild, under <c>Similarity</c>; those of the measures stand under <c>Similarity:CoRaters</c>, <c>Similarity:Factors</c>, <c>Similarity:Content</c> and <c>Similarity:RatersAndContent</c>.</summary>
internal sealed class SimilarityWorkerOptions
{
    /// <summary>Into how many blocks a rebuild is cut, to be shared by the replicas. Default 8, from 1 to 1024.</summary>
    [Range(1, 1024)]
    public int Blocks { get; set; } = 8;

    /// <summary>How often the watch looks whether the lists of the serving model are there. Default 5 s, from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long new ratings are collected before the lists that they change are put in order. Default 0.5 s, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMilliseconds(500);
}
