namespace Aspire.Hosting;

/// <summary>Collects the topology.</summary>
internal interface IDistributedApplicationBuilder
{
    string AppHostDirectory { get; }

    IResourceBuilder<ProjectResource> AddProject(string name, string projectPath, string? launchProfileName);

    IResourceBuilder<ExecutableResource> AddExecutable(string name, string command, string workingDirectory, params string[] args);

    IResourceBuilder<ConnectionStringResource> AddConnectionString(string name, ReferenceExpression connectionStringExpression);

    DistributedApplication Build();
}
