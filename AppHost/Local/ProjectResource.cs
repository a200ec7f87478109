using MovieMesh.AppHost.Local;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project of the solution, run as its built assembly.</summary>
internal sealed class ProjectResource(string name, string projectPath) : ProcessResource(name)
{
    public override LaunchCommand Command => LaunchCommand.OfProject(projectPath);
}
