#if ASPIRE
using System.ComponentModel;
using System.Diagnostics;

namespace MovieMesh.AppHost;

/// <summary>Docker or Podman, if either is there and running.</summary>
internal static class ContainerEngine
{
    public static bool Answers() => Succeeds("docker") || Succeeds("podman");

    private static bool Succeeds(string engine)
    {
        try
        {
            using var info = Process.Start(new ProcessStartInfo(engine, "info") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = info.StandardOutput.ReadToEndAsync();
            _ = info.StandardError.ReadToEndAsync();
            return info.WaitForExit(TimeSpan.FromSeconds(10)) && info.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
#endif
