using System.CommandLine;
using MovieMesh.Workbench;

var root = new RootCommand("The command line behind ./mesh generate.") { GenerateCommand.Create() };
return await root.Parse(args).InvokeAsync();
