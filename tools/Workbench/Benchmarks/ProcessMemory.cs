using System.Globalization;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The memory of a process and all that it started, in MB, by Linux' <c>/proc</c>.</summary>
/// <param name="Proportional">What would be free if they ended: shared pages count by their share.</param>
/// <param name="Resident">All their pages in memory; shared ones count for each.</param>
internal readonly record struct ProcessMemory(double Proportional, double Resident)
{
    private const double KilobytesPerMegabyte = 1_000_000 / 1_024.0;

    public static ProcessMemory OfOne(int process) => Of([process]);

    public static ProcessMemory OfTree(int root) => Of(ProcessTree.Of(root));

    private static ProcessMemory Of(IReadOnlyList<int> processes)
    {
        var (proportional, resident) = (0.0, 0.0);
        foreach (var process in processes)
        {
            try
            {
                foreach (var line in File.ReadLines(FormattableString.Invariant($"/proc/{process}/smaps_rollup")))
                {
                    proportional += Kilobytes(line, "Pss:");
                    resident += Kilobytes(line, "Rss:");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }
        }

        return new ProcessMemory(proportional / KilobytesPerMegabyte, resident / KilobytesPerMegabyte);
    }

    private static double Kilobytes(string line, string field) => line.StartsWith(field, StringComparison.Ordinal)
        ? double.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
