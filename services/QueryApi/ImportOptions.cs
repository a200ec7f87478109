using System.ComponentModel.DataAnnotations;

namespace MovieMesh.QueryApi;

/// <summary>Settings of imports that are asked for over HTTP, under <c>Imports</c>.</summary>
internal sealed class ImportOptions
{
    /// <summary>Where uploads are kept until they are imported: a folder that Ingestion reads too. Default none: nothing can be uploaded.</summary>
    public string? Folder { get; set; }

    /// <summary>The largest upload in bytes. Default 1 GiB, 1 KiB to 16 GiB.</summary>
    [Range(1L << 10, 1L << 34)]
    public long LargestUpload { get; set; } = 1L << 30;
}
