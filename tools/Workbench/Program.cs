using System.CommandLine;
using MovieMesh.Workbench;
using MovieMesh.Workbench.Backups;
using MovieMesh.Workbench.Chaos;
using MovieMesh.Workbench.Evaluation;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 160;
}

return await new RootCommand("MovieMesh's workbench.") { AdminCommand.Create(), BackupCommand.Create(), BenchCommand.Create(), ChaosCommand.Create(), DatasetCommand.Create(), EvaluateCommand.Create(), GenerateCommand.Create(), RestoreCommand.Create(), StatusCommand.Create(), WatchCommand.Create() }.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
