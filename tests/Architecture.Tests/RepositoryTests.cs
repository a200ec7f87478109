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

    /// <summary>The gateway cannot ask a broker which queues there are, and knows no other service: what it watches must be kept in step with their consumers.</summary>
    [Fact]
    public void Queue_OfEveryConsumer_IsWatchedByTheGateway()
    {
        // One is a base class, one listens on a queue of each replica's own, one shares another's queue.
        string[] without = ["Batch", "CancelTraining", "SimilaritiesPublished"];
        var watched = File.ReadAllText(Path.Combine(RepositoryMap.Root, "services", "QueryApi", "Status", "QueueWatch.cs"));
        var consumers = new[] { "Ingestion", "TrainingWorker", "SimilarityWorker" }
            .SelectMany(service => Directory.EnumerateFiles(Path.Combine(RepositoryMap.Root, "services", service), "*Consumer.cs"))
            .Select(file => Path.GetFileNameWithoutExtension(file)[..^"Consumer".Length])
            .Except(without, StringComparer.Ordinal)
            .ToArray();

        Assert.NotEmpty(consumers);
        Assert.All(consumers, consumer => Assert.Contains($"\"{KebabCase().Replace(consumer, "-$0").ToUpperInvariant()}\"", watched.ToUpperInvariant(), StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex KebabCase();

    [GeneratedRegex("""^Project\(.*\) = ".*", "(?<path>.*\.csproj)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SolutionProject();
}
