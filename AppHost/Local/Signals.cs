using System.Runtime.InteropServices;

namespace MovieMesh.AppHost.Local;

/// <summary>Signals that .NET's Process cannot send.</summary>
internal static partial class Signals
{
    private const int Sigterm = 15;

    public static void Terminate(int processId) => _ = Kill(processId, Sigterm);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
