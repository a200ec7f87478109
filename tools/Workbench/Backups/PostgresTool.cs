using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MovieMesh.Workbench.Backups;

/// <summary>Runs a client program of PostgreSQL, which takes its target and password from the environment, so that these stand in no command line.</summary>
internal static class PostgresTool
{
    /// <returns>What the program printed.</returns>
    /// <exception cref="InvalidDataException">It failed; the message carries the program's own last words.</exception>
    public static async Task<string> RunAsync(string tool, IEnumerable<string> arguments, string? connectionString, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        if (connectionString is not null)
        {
            var target = new NpgsqlConnectionStringBuilder(connectionString);
            start.Environment["PGHOST"] = target.Host;
            start.Environment["PGPORT"] = target.Port.ToString(CultureInfo.InvariantCulture);
            start.Environment["PGUSER"] = target.Username;
            start.Environment["PGPASSWORD"] = target.Password;
            start.Environment["PGDATABASE"] = target.Database;
        }

        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new InvalidDataException(LastWords(tool, errors));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidDataException($"{start.FileName} could not be started ({exception.Message}); install the package postgresql-client.", exception);
        }
    }

    private static string LastWords(string tool, string errors)
    {
        var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(line => line.Contains("error:", StringComparison.Ordinal)) ?? errors.Trim();
        return line.StartsWith(tool, StringComparison.Ordinal) ? line : $"{tool}: {line}";
    }
}
