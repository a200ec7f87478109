namespace MovieMesh.Datasets;

/// <summary>A data set cannot be read; the message is one line for people.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Says why.</summary>
    public DatasetException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what lay behind it.</summary>
    public DatasetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
