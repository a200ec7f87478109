using MovieMesh.AppHost.Local;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Any program.</summary>
internal sealed class ExecutableResource(string name, LaunchCommand command) : ProcessResource(name)
{
    public override LaunchCommand Command { get; } = command;
}
