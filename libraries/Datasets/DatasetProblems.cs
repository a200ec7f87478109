namespace MovieMesh.Datasets;

/// <summary>The lines of a data set that could not be read: the first hundred word for word, the others counted by kind, so that a file of nothing but bad lines costs no memory.</summary>
public sealed class DatasetProblems
{
    /// <summary>How many are kept word for word.</summary>
    public const int Kept = 100;

    private readonly List<DatasetProblem> _first = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The first ones.</summary>
    public IReadOnlyList<DatasetProblem> First => _first;

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>How many there are.</summary>
    public long Total { get; private set; }

    internal void Add(DatasetProblem problem, string kind)
    {
        Total++;
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (_first.Count < Kept)
        {
            _first.Add(problem);
        }
    }

    internal void Clear()
    {
        Total = 0;
        _counts.Clear();
        _first.Clear();
    }
}
