using System.Globalization;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The processor time that a process and all that it started have used, by Linux' <c>/proc</c>.</summary>
internal static class ProcessorTime
{
    /// <summary>Linux counts in hundredths of a second towards programs, whatever its own tick is.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>For each process the seconds that it and its descendants have used since they began; nothing for those that are gone.</summary>
    /// <remarks>What a descendant has used passes to its parent when it ends, so the differences of two readings hold whoever came and went in between.</remarks>
    public static IReadOnlyDictionary<int, double> OfTrees(IEnumerable<int> roots)
    {
        var entries = new Dictionary<int, Entry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(folder) is { } entry)
            {
                entries[id] = entry;
            }
        }

        var trees = roots.Where(entries.ContainsKey).ToDictionary(root => root, _ => 0.0);
        foreach (var (id, entry) in entries)
        {
            if (NearestRoot(id) is { } root)
            {
                trees[root] += entry.Ticks / TicksPerSecond;
            }
        }

        return trees;

        int? NearestRoot(int id)
        {
            while (!trees.ContainsKey(id))
            {
                if (!entries.TryGetValue(id, out var entry))
                {
                    return null;
                }

                id = entry.Parent;
            }

            return id;
        }
    }

    private static Entry? Read(string folder)
    {
        try
        {
            // The name of the program stands in brackets and may hold anything.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private readonly record struct Entry(int Parent, long Ticks);
}
