using System.Diagnostics;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Runs a program of the system.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>What it printed; null when it is not there, failed, or took too long.</returns>
    public static async Task<string?> TryRunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        {
            try
            {
                _ = process.StandardError.ReadToEndAsync(bounded.Token);
                var output = await process.StandardOutput.ReadToEndAsync(bounded.Token);
                await process.WaitForExitAsync(bounded.Token);
                return process.ExitCode == 0 ? output : null;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                return null;
            }
        }
    }
}
