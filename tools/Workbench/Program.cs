using System.CommandLine;
using MovieMesh.Workbench.Evaluation;

return await new RootCommand("MovieMesh's workbench.") { EvaluateCommand.Create() }.Parse(args).InvokeAsync();
