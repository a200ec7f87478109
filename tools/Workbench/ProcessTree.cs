using System.Globalization;

namespace MovieMesh.Workbench;

/// <summary>A process and all that it started, by Linux' <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <returns>The ids, the root's first; none when it is gone.</returns>
    public static IReadOnlyList<int> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(ParentOf);
        var tree = new List<int>();
        if (Directory.Exists(FormattableString.Invariant($"/proc/{root}")))
        {
            tree.Add(root);
        }

        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children[tree[i]]);
        }

        return tree;
    }

    private static int ParentOf(int id)
    {
        try
        {
            // The name of the program stands in brackets and may hold anything.
            var text = File.ReadAllText(FormattableString.Invariant($"/proc/{id}/stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
