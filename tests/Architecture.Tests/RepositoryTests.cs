using System.Text.RegularExpressions;

namespace MovieMesh.Architecture.Tests;

public sealed partial class RepositoryTests
{
    public static TheoryData<string> Projects => [.. AllProjects];

    private static IEnumerable<string> AllProjects =>
        new[] { "AppHost", "ServiceDefaults", "libraries", "services", "tests", "tools" }.SelectMany(RepositoryMap.ProjectsIn);

    [Fact]
    public void Solution_ListsEveryProject()
    {
        var listed = SolutionProject().Matches(File.ReadAllText(Path.Combine(RepositoryMap.Root, "MovieMesh.sln"))).Select(match => match.Groups["path"].Value.Replace('\\', '/'));

        Assert.Equal(AllProjects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_LeavesVersionsToTheCentralFile(string project) =>
        Assert.DoesNotContain(RepositoryMap.Load(project).Descendants("PackageReference"), reference => reference.Attribute("Version") is not null);

    [Fact]
    public void Program_IsATableOfContents()
    {
        foreach (var service in Directory.EnumerateDirectories(Path.Combine(RepositoryMap.Root, "services")))
        {
            var lines = File.ReadAllLines(Path.Combine(service, "Program.cs")).Length;
            Assert.True(lines <= 30, $"{service}/Program.cs has {lines} lines.");
        }
    }

    [GeneratedRegex("""^Project\(.*\) = ".*", "(?<path>.*\.csproj)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SolutionProject();
}
