using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace MovieMesh.Architecture.Tests;

/// <summary>The repository's projects and what each references, read from the project files: what is not referenced there cannot be used.</summary>
internal static class RepositoryMap
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ProjectsIn(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> ProjectReferencesOf(string project) =>
        [.. Items(project, "ProjectReference").Select(include => Relative(Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(project)!, include))))];

    public static IReadOnlyList<string> PackageReferencesOf(string project) => [.. Items(project, "PackageReference")];

    public static XDocument Load(string file) => XDocument.Load(Path.Combine(Root, file));

    private static IEnumerable<string> Items(string project, string kind) =>
        Load(project).Descendants(kind).Select(element => element.Attribute("Include")!.Value);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

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
