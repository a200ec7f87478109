namespace MovieMesh.Architecture.Tests;

public sealed class BoundaryTests
{
    public static TheoryData<string> Services => [.. RepositoryMap.ProjectsIn("services")];

    public static TheoryData<string> Libraries => [.. RepositoryMap.ProjectsIn("libraries")];

    [Theory]
    [InlineData("libraries/Contracts/Contracts.csproj")]
    [InlineData("libraries/Recommenders/Recommenders.csproj")]
    public void Core_ReferencesNothing(string project)
    {
        Assert.Empty(RepositoryMap.ProjectReferencesOf(project));
        Assert.Empty(RepositoryMap.PackageReferencesOf(project));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_ReferencesLibrariesAlone(string service) =>
        Assert.All(
            RepositoryMap.ProjectReferencesOf(service),
            reference => Assert.True(reference.StartsWith("libraries/", StringComparison.Ordinal) || reference == "ServiceDefaults/ServiceDefaults.csproj", reference));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_ReferencesLibrariesAlone(string library) =>
        Assert.All(RepositoryMap.ProjectReferencesOf(library), reference => Assert.StartsWith("libraries/", reference, StringComparison.Ordinal));

    [Fact]
    public void WebUI_KnowsTheGatewayByItsJsonAlone() =>
        Assert.Equal(
            ["libraries/Contracts/Contracts.csproj", "ServiceDefaults/ServiceDefaults.csproj"],
            RepositoryMap.ProjectReferencesOf("services/WebUI/WebUI.csproj"));
}
