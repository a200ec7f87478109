namespace MovieMesh.AppHost.Local;

/// <summary>How to start a process.</summary>
internal sealed record LaunchCommand(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    private const string Setpriv = "/usr/bin/setpriv";

    /// <summary>A project's assembly, built in the same configuration as the AppHost.</summary>
    /// <exception cref="DistributedApplicationException">The project is not built.</exception>
    public static LaunchCommand OfProject(string projectPath)
    {
        var folder = Path.GetDirectoryName(projectPath)!;
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var assembly = Path.Combine(folder, "bin", output.Parent!.Name, output.Name, $"MovieMesh.{Path.GetFileNameWithoutExtension(projectPath)}.dll");
        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException($"{assembly} is missing; build the solution first.");
        }

        var dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        return new(dotnet, [assembly], folder);
    }

    /// <summary>The same, told by the kernel to end when the AppHost dies.</summary>
    public LaunchCommand EndingWithParent() => File.Exists(Setpriv) ? this with { FileName = Setpriv, Arguments = ["--pdeathsig", "TERM", FileName, .. Arguments] } : this;
}
