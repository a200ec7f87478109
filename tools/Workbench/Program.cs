using System.CommandLine;
using MovieMesh.Workbench;
using MovieMesh.Workbench.Evaluation;

return await new RootCommand("MovieMesh's workbench.") { EvaluateCommand.Create(), GenerateCommand.Create(), StatusCommand.Create(), WatchCommand.Create() }.Parse(args).InvokeAsync();
