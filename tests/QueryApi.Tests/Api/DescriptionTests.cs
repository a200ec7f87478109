using System.Text.Json;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class DescriptionTests(SharedWorld shared)
{
    [Fact]
    public async Task OpenApi_EveryOperation_HasNameSummaryAndExample()
    {
        using var document = JsonDocument.Parse(await shared.Gateway.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .ToList();
        Assert.True(operations.Count > 50, $"Only {operations.Count} operations are described.");
        foreach (var (name, operation) in operations)
        {
            Assert.True(operation.TryGetProperty("operationId", out _) && operation.TryGetProperty("summary", out _), name);
            var success = operation.GetProperty("responses").EnumerateObject().First(response => response.Name[0] == '2');
            if (success.Value.TryGetProperty("content", out var contents))
            {
                var content = contents.EnumerateObject().First();
                Assert.True(content.Name == "text/event-stream" || content.Value.TryGetProperty("example", out _), $"{name} shows no example answer.");
            }

            if (operation.TryGetProperty("requestBody", out var body))
            {
                var sent = body.GetProperty("content").EnumerateObject().First();
                Assert.True(sent.Name == "application/zip" || sent.Value.TryGetProperty("example", out _), $"{name} shows no example body.");
            }
        }
    }

    [Fact]
    public async Task Docs_Opened_IsAPageOfTheApi()
    {
        Assert.Contains("MovieMesh API", await shared.Gateway.Client.GetStringAsync("/docs/index.html", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", await shared.Gateway.Client.GetStringAsync("/docs/index.js", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
