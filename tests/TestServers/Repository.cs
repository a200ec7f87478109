using System.Runtime.CompilerServices;

namespace MovieMesh.TestServers;

/// <summary>Where things are in the repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder of <c>MovieMesh.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The assembly of a project, in the configuration and framework that the tests were built in.</summary>
    /// <param name="project">The project's folder, such as <c>services/QueryApi</c>.</param>
    /// <exception cref="FileNotFoundException">The project is not built.</exception>
    public static string BuiltAssembly(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Root, project, "bin", output.Parent!.Name, output.Name, $"MovieMesh.{Path.GetFileName(project)}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: there is no {path}.");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "MovieMesh.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("MovieMesh.sln is in no folder above the tests.");
        }

        return folder;
    }
}
