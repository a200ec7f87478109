namespace MovieMesh.Datasets;

/// <summary>How the files of a data set are written.</summary>
public enum DatasetFormat
{
    /// <summary>Comma-separated with a header line, in UTF-8: ml-latest, ml-20m, ml-25m, ml-32m.</summary>
    Csv,

    /// <summary>Fields between double colons: ml-1m (Latin-1) and ml-10m (UTF-8).</summary>
    DoubleColon,

    /// <summary>u.data by tabs and u.item by pipes, in Latin-1: ml-100k.</summary>
    TabsAndPipes,
}
