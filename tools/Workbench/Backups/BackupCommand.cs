using System.CommandLine;

namespace MovieMesh.Workbench.Backups;

/// <summary><c>backup</c>: writes all that a mesh must not lose into one file.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; one that is there is replaced." };
        var database = RunningMesh.DatabaseOption();
        var command = new Command("backup", "Writes the database of the mesh running here into a file, while it runs. Nothing else is needed to restore it: caches and queues are rebuilt.") { file, database };
        command.SetAction(async (result, cancellationToken) =>
        {
            if ((result.GetValue(database) ?? RunningMesh.Database()) is not { } connection)
            {
                await Console.Error.WriteLineAsync("mesh: no mesh runs here: start one with ./mesh up.");
                return 1;
            }

            try
            {
                var path = result.GetValue(file)!;
                await Backup.WriteAsync(connection, path, cancellationToken);
                Console.WriteLine(FormattableString.Invariant($"Wrote {path}: {new FileInfo(path).Length / 1e6:F1} MB."));
                return 0;
            }
            catch (BackupException exception)
            {
                await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
                return 1;
            }
        });
        return command;
    }
}
