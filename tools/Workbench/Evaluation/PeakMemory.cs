using System.Diagnostics;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>The most memory that this process held at once.</summary>
internal static class PeakMemory
{
    // Linux forgets the peak of before when 5 is written here; elsewhere it stays the peak since the start.
    private const string Reset = "/proc/self/clear_refs";

    public static void Restart()
    {
        GC.Collect();
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            File.WriteAllText(Reset, "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not allowed in every container; the peak is then that since the start.
        }
    }

    public static double Megabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
