using System.Net;
using System.Net.Http.Json;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class ImportsApiTests(SharedWorld shared) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moviemesh-uploads-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Upload_DataSet_IsKeptForIngestionUntilItIsImported()
    {
        await using var gateway = CreateGateway();
        await gateway.WaitUntilReadyAsync("; model ");

        using var response = await UploadAsync(gateway, Zipped.Of(("ml/movies.csv", "movieId,title,genres\n1,A (1990),Drama\n"), ("ml/ratings.csv", "userId,movieId,rating,timestamp\n1,1,4,1\n")), "../../etc/my set");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = (await response.Content.ReadFromJsonAsync<ImportAccepted>(GatewayJson.Options, Cancelled))!;
        var command = await Eventually.ReturnsAsync(
            () => Task.FromResult(shared.World.Get<Requests>().Imports.SingleOrDefault(import => import.ImportId == accepted.ImportId)), import => import is not null);
        Assert.Equal(_folder.FullName, Path.GetDirectoryName(Path.GetDirectoryName(command!.Path)));
        Assert.Equal("myset.zip", Path.GetFileName(command.Path));
        Assert.True(File.Exists(command.Path));

        await shared.World.Bus.Publish(
            new DatasetImported { ImportId = accepted.ImportId, Dataset = "ml", Movies = 1, Ratings = 1, Tags = 0, SkippedLines = 0 }, Cancelled);
        await Eventually.HoldsAsync(() => !File.Exists(command.Path));
    }

    [Fact]
    public async Task Upload_NoDataSet_Is400WithTheReasonAndKeepsNothing()
    {
        await using var gateway = CreateGateway();

        foreach (var body in new[] { "no zip at all"u8.ToArray(), Zipped.Of(("readme.txt", "nothing here")), [] })
        {
            using var response = await UploadAsync(gateway, body, "x");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("\"body\"", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Upload_TooLarge_Is413()
    {
        await using var gateway = CreateGateway(("Imports:LargestUpload", "1024"));

        using var response = await UploadAsync(gateway, new byte[1025], "x");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task List_FailedImport_ShowsItsReasonAndTheMeshStaysReady()
    {
        var import = new StoredDataset
        {
            ImportId = Guid.NewGuid(),
            Name = "broken",
            Path = "/x",
            State = DatasetState.Failed,
            Error = "movies.csv:3: the genre is empty",
            Problems = ["movies.csv:3: the genre is empty"],
            SkippedLines = 1,
        };
        await shared.World.Get<DatasetStore>().SaveAsync(import, Cancelled);

        var listed = (await shared.Gateway.GetAsync<DatasetImport[]>("/api/imports")).Single(one => one.ImportId == import.ImportId);
        var one = await shared.Gateway.GetAsync<DatasetImport>($"/api/imports/{import.ImportId}");

        Assert.Equal(("Failed", import.Error), (listed.State, listed.Error));
        Assert.Equal(import.Problems, one.Problems);
        Assert.NotNull(one.FinishedAt);
        Assert.Equal("Imported", (await shared.Gateway.GetAsync<MeshStatus>("/api/status")).Dataset.State);
        await Problems.AssertAsync(shared.Gateway, HttpMethod.Get, $"/api/imports/{Guid.NewGuid()}", HttpStatusCode.NotFound);
    }

    private static async Task<HttpResponseMessage> UploadAsync(Gateway gateway, byte[] body, string name)
    {
        using var content = new ByteArrayContent(body);
        return await gateway.Client.PostAsync(new Uri($"/api/imports/upload?name={Uri.EscapeDataString(name)}", UriKind.Relative), content, Cancelled);
    }

    private Gateway CreateGateway(params IEnumerable<(string Key, string Value)> settings) =>
        shared.World.CreateGateway(settings.Append(("Imports:Folder", _folder.FullName)));
}
