using System.Diagnostics;
using System.Text;
using MovieMesh.TestServers;

namespace MovieMesh.DatabaseMigrations.Tests;

/// <summary>One run of the migrations in a process of their own, as the mesh starts them.</summary>
internal sealed class MigrationRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private MigrationRun(Process process) => _process = process;

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static MigrationRun Start(string? connectionString, string? patience = null)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("services/DatabaseMigrations")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["ConnectionStrings__ratingsdb"] = connectionString ?? "", ["Migrations__Patience"] = patience ?? "00:01:30" },
        };
        var run = new MigrationRun(new Process { StartInfo = start });
        run._process.OutputDataReceived += (_, line) => run.Add(line.Data);
        run._process.ErrorDataReceived += (_, line) => run.Add(line.Data);
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
