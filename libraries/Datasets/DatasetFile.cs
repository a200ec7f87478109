namespace MovieMesh.Datasets;

/// <summary>One file of a data set, on disk or in a zip.</summary>
/// <param name="Name">The name without folders.</param>
/// <param name="Length">Its size in bytes, unpacked.</param>
/// <param name="Open">Opens it for reading from the start.</param>
/// <param name="Identity">Changes when the content does: asked for only when a fingerprint is wanted, as it may mean reading the file.</param>
internal sealed record DatasetFile(string Name, long Length, Func<Stream> Open, Func<string> Identity);
