using System.CommandLine;

namespace MovieMesh.Workbench.Backups;

/// <summary><c>restore</c>: puts a backup in the place of what the mesh kept here has.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var check = new Option<bool>("--check") { Description = "Only sees whether the file can be restored." };
        var database = RunningMesh.DatabaseOption();
        var command = new Command("restore", "Replaces the data of the stopped mesh kept here by those of a backup.") { file, check, database };
        command.SetAction(async (result, cancellationToken) =>
        {
            var path = result.GetValue(file)!;
            try
            {
                if (result.GetValue(check))
                {
                    await Backup.CheckAsync(path, cancellationToken);
                    return 0;
                }

                if (result.GetValue(database) is { } connection)
                {
                    await Backup.RestoreAsync(connection, path, cancellationToken);
                }
                else
                {
                    await using var mesh = await StoppedMesh.ClaimAsync(cancellationToken);
                    await Backup.RestoreAsync(mesh.Database, path, cancellationToken);
                    await mesh.KeepAdministratorAsync(cancellationToken);
                }

                Console.WriteLine($"Restored {path}.");
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
