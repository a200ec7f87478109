using MovieMesh.AppHost.Local;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly List<ProcessResource> _resources = [];

    /// <summary>The project's folder: three above <c>bin/{configuration}/{framework}</c>.</summary>
    public string AppHostDirectory { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    public IReadOnlyList<ProcessResource> Resources => _resources;

    public IResourceBuilder<ProjectResource> AddProject(string name, string projectPath, string? launchProfileName) =>
        Add(new ProjectResource(name, Path.GetFullPath(projectPath, AppHostDirectory)));

    public IResourceBuilder<ExecutableResource> AddExecutable(string name, string command, string workingDirectory, params string[] args)
    {
        var folder = Path.GetFullPath(workingDirectory, AppHostDirectory);
        return Add(new ExecutableResource(name, new LaunchCommand(command.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(command, folder) : command, args, folder)));
    }

    public IResourceBuilder<ConnectionStringResource> AddConnectionString(string name, ReferenceExpression connectionStringExpression) =>
        new ResourceBuilder<ConnectionStringResource>(new(name, connectionStringExpression));

    public DistributedApplication Build() => new(_resources, MovieMesh.AppHost.Settings.Home(AppHostDirectory));

    private ResourceBuilder<T> Add<T>(T resource)
        where T : ProcessResource
    {
        _resources.Add(resource);
        return new(resource);
    }
}
