using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MovieMesh.Storage.Models;
using MovieMesh.TestServers.Hostile;

namespace MovieMesh.QueryApi.Tests.Api;

/// <summary>Whatever is sent to whatever route: an answer in time, never the gateway's own fault, and nothing of its insides. Routes are taken from the gateway, so new ones are tried too.</summary>
public sealed class FuzzTests(World world) : IClassFixture<World>
{
    private const ulong Seed = 20_240_501;
    private const int AtOnce = 8;
    private const int Size = 50;
    private const int AroundEachRoute = 24;
    private const int AroundEachBody = 120;

    // Hashing passwords takes its time on purpose.
    private const int AroundEachPassword = 12;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly string[] Insides =
    [
        "   at ", "Exception", "System.", "Microsoft.", "Npgsql", "MassTransit", "StackExchange", "MovieMesh.QueryApi", ".cs:line", "Password=", "password=", "amqp:", "Host=", "/root/", "/tmp/", "Int32", "`1",
    ];

    private static readonly string?[] ContentTypes =
    [
        null, "", "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/zip", "application/json;;;", "*/*",
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", ";;;"), ("Accept", "text/csv;q=nonsense"), ("Accept", "text/csv;q=9e9,*/*;q=-1"), ("Authorization", "Bearer"), ("Authorization", "Bearer ...."), ("Authorization", "Basic ZTp4"),
        ("Authorization", $"Bearer {new string('A', 8_000)}"), ("X-Forwarded-For", "nonsense, ,::1%eth0, 1.2.3.4.5"), ("Content-Encoding", "gzip"), ("traceparent", "00-ffff-zz-01"), ("Cookie", "a=b; \"; =;"), ("If-None-Match", "\"\\\""),
        ("Range", "bytes=9-1"), ("X-HTTP-Method-Override", "DELETE"), ("Host", "elsewhere.example"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyRoute_AnyInput_AnswersInTimeWithoutFaultOrLeak()
    {
        await world.Get<ModelCache>().SavePolicyAsync("""{"checkedAt":"2024-05-01T12:00:00Z","isTraining":false,"triggers":[]}""", Cancelled);
        await using var gateway = CreateGateway();
        await gateway.WaitUntilReadyAsync("; model ");
        var operations = await ReadOperationsAsync(gateway);
        var requests = operations.SelectMany(Requests).ToList();
        var statuses = new ConcurrentDictionary<int, int>();
        var faults = new ConcurrentQueue<string>();
        var secrets = SecretsOf(gateway);
        using var traces = Listen(secrets, faults);
        using var anybody = gateway.CreateClient();
        using var administrator = gateway.CreateClient(gateway.Client.DefaultRequestHeaders.Authorization!.Parameter);
        anybody.Timeout = administrator.Timeout = Deadline;
        var started = Stopwatch.GetTimestamp();

        await Parallel.ForEachAsync(
            requests.Select((request, number) => (request, number)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancelled },
            async (one, cancellationToken) =>
            {
                try
                {
                    // One in eight as nobody, for whom the way is shorter.
                    var status = await SendAsync(one.number % 8 == 0 ? anybody : administrator, one.request, secrets, faults, cancellationToken);
                    statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                }
                catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    faults.Enqueue($"{one.request}: {exception.Message}");
                }
            });

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{requests.Count} requests to {operations.Count} operations in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: "
            + string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} × {status.Key}")));
        Assert.True(faults.IsEmpty, string.Join('\n', faults.Take(20)));
        Assert.True(requests.Count > 5_000 && statuses.GetValueOrDefault(200) > 500 && statuses.GetValueOrDefault(400) > 500, "Too few were sent, or all met the same answer.");
        var health = await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative), Cancelled);
        Assert.Contains("\"status\":\"Healthy\"", health, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhealthy", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_HostileArchives_AreRefusedOrKeptInTheirFolder()
    {
        var parent = Directory.CreateTempSubdirectory("moviemesh-hostile-");
        try
        {
            var folder = parent.CreateSubdirectory("uploads").FullName;
            await using var gateway = CreateGateway(("Imports:Folder", folder), ("Imports:LargestUpload", "1048576"));
            const string Movies = "movieId,title,genres\n1,A (1990),Drama\n";
            const string Ratings = "userId,movieId,rating,timestamp\n1,1,4,1\n";
            (string What, byte[] Body)[] uploads =
            [
                ("empty", []), ("no zip", "PK\u0003\u0004 and nothing"u8.ToArray()), ("empty zip", Zip()), ("half a zip", Zip(("ml/movies.csv", Movies), ("ml/ratings.csv", Ratings))[..200]),
                ("traversal", Zip(("../../taken/movies.csv", Movies), ("../../taken/ratings.csv", Ratings))), ("rooted", Zip(("/taken/movies.csv", Movies), ("/taken/ratings.csv", Ratings))),
                ("backslashes", Zip(("..\\..\\taken\\movies.csv", Movies), ("..\\..\\taken\\ratings.csv", Ratings))), ("control characters", Zip(("ml/\u0001\u202E/movies.csv", Movies), ("ml/\u0001\u202E/ratings.csv", Ratings))),
                ("long names", Zip(($"{new string('n', 4_000)}/movies.csv", Movies), ($"{new string('n', 4_000)}/ratings.csv", Ratings))), ("twice", Zip(("ml/movies.csv", Movies), ("ml/movies.csv", Movies), ("ml/ratings.csv", Ratings))),
                ("half a CSV", Zip(("ml/movies.csv", "movieId,title,gen"), ("ml/ratings.csv", "userId,movieId"))), ("no text", Zip(("ml/movies.csv", "\0\u0001\ud7ff\uffff"), ("ml/ratings.csv", Ratings))),
                ("bomb", Zip(("ml/movies.csv", Movies), ("ml/ratings.csv", new string('0', 64 << 20)))), ("zip of zips", Zip(("ml-latest.zip", "PK"), ("movies.csv/ratings.csv", "x"))), ("too large", new byte[2 << 20]),
            ];
            var statuses = new List<string>();
            foreach (var name in (string[])["x", "..", "../../taken", "/etc/passwd", "a/b\0c", "CON", "", new string('n', 1_000)])
            {
                foreach (var (what, body) in uploads)
                {
                    using var content = new ByteArrayContent(body);
                    using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/imports/upload?name={Uri.EscapeDataString(name)}") { Content = content, Headers = { ExpectContinue = true } };
                    using var response = await gateway.Client.SendAsync(request, Cancelled);
                    var text = await response.Content.ReadAsStringAsync(Cancelled);
                    Assert.True((int)response.StatusCode is 202 or 400 or 413, $"{what} as '{name}': {response.StatusCode} {text}");
                    Assert.DoesNotContain(Insides, inside => text.Contains(inside, StringComparison.Ordinal));
                    statuses.Add($"{what} {(int)response.StatusCode}");
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{statuses.Count} uploads: {string.Join(", ", statuses.Distinct())}");
            Assert.Equal([folder], parent.EnumerateFileSystemInfos().Select(entry => entry.FullName));
            Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => Assert.EndsWith(".zip", file, StringComparison.Ordinal));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    private static async Task<int> SendAsync(HttpClient client, Request sent, string[] secrets, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(sent.Method, new Uri(client.BaseAddress + sent.Address.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (sent.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", sent.ContentType);
            request.Headers.ExpectContinue = body.Length > 1 << 20;
        }

        if (sent.Header is { Name: { } name } header && !request.Headers.TryAddWithoutValidation(name, header.Value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, header.Value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return status;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (status >= 500)
        {
            faults.Enqueue($"{sent}: {status} {text}");
        }

        // What was sent may come back; what was not must not. Dead letters tell administrators why they died.
        var tellsOfFaults = sent.Address.StartsWith("/openapi/", StringComparison.Ordinal) || sent.Address.StartsWith("/api/dead-letters", StringComparison.Ordinal);
        if (sent.Method != HttpMethod.Options && (tellsOfFaults ? secrets : Insides.Concat(secrets)).FirstOrDefault(inside => text.Contains(inside, StringComparison.Ordinal) && !sent.Contains(inside)) is { } leak)
        {
            faults.Enqueue($"{sent}: shows '{leak}': {text[..Math.Min(400, text.Length)]}");
        }

        // What the server itself refuses never comes to the gateway, the description answers for itself, and who wants no JSON may be told without.
        var isRefusedBefore = status is 414 or 431 || (status == 400 && sent.Address.Contains("%00", StringComparison.Ordinal)) || sent.Address.StartsWith("/openapi/", StringComparison.Ordinal);
        if (status >= 400 && !isRefusedBefore && sent.Header.Name != "Accept" && sent.Method != HttpMethod.Head && response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            faults.Enqueue($"{sent}: {status} without problem details.");
        }

        return status;
    }

    private static IEnumerable<Request> Requests(Operation operation)
    {
        var seed = new Rnd(Seed);
        var right = operation.Address(name => null);

        // Each parameter in turn holds each value.
        foreach (var parameter in operation.Parameters)
        {
            foreach (var value in NastyValues.AddressParts)
            {
                yield return new(operation.Method, operation.Address(name => name == parameter.Name ? value : null), operation.Body, operation.ContentType, default);
            }
        }

        // Several hold some.
        var part = Gen.OneOf(Gen.Constant<string?>(null), Gen.Elements<string?>((IEnumerable<string?>)NastyValues.AddressParts), ArbMap.Default.GeneratorFor<long>().Select(number => (string?)$"{number}"));
        foreach (var values in Gen.Sample(part.ArrayOf(Math.Max(1, operation.Parameters.Count)), AroundEachRoute, seed, Size))
        {
            yield return new(operation.Method, operation.Address(name => values[operation.Parameters.FindIndex(parameter => parameter.Name == name)]), operation.Body, operation.ContentType, default);
        }

        foreach (var header in Headers)
        {
            yield return new(operation.Method, right, operation.Body, operation.ContentType, header);
        }

        yield return new(operation.Method, $"{right}{(right.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{operation.Parameters.FirstOrDefault()?.Name ?? "x"}=1&{operation.Parameters.FirstOrDefault()?.Name ?? "x"}=2", operation.Body, operation.ContentType, default);
        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Options, HttpMethod.Patch, new("PROPFIND")])
        {
            yield return new(method, right, null, null, default);
        }

        foreach (var contentType in ContentTypes)
        {
            yield return new(operation.Method, right, operation.Body ?? "{}", contentType, default);
        }

        if (operation.Body is { } body)
        {
            foreach (var near in Gen.Sample(NastyJson.Near(body), body.Contains("password", StringComparison.OrdinalIgnoreCase) ? AroundEachPassword : AroundEachBody, seed, Size))
            {
                yield return new(operation.Method, right, near, operation.ContentType, default);
            }

            yield return new(operation.Method, right, "{", operation.ContentType, ("Accept", "text/csv"));
            yield return new(operation.Method, right, $"\"{new string('x', 10 << 20)}\"", operation.ContentType, default);
        }
    }

    /// <summary>What the gateway says of itself, and that it says it of every route.</summary>
    private static async Task<List<Operation>> ReadOperationsAsync(Gateway gateway)
    {
        using var document = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancelled));
        var operations = (
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select new Operation(
                new HttpMethod(operation.Name.ToUpperInvariant()),
                path.Name,
                [
                    .. from parameter in operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : []
                       select new Parameter(parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString() == "path", parameter.TryGetProperty("required", out var required) && required.GetBoolean()),
                ],
                operation.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("example").GetRawText() : null)).ToList();
        var described = operations.Select(operation => $"{operation.Method} {operation.Path}").ToHashSet(StringComparer.Ordinal);
        var routes = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (Method: method, Path: $"/{endpoint.RoutePattern.RawText!.Trim('/')}")))
            .ToList();
        foreach (var (method, path) in routes.Where(route => !described.Contains($"{route.Method} {route.Path}")))
        {
            operations.Add(new Operation(new HttpMethod(method), path, [.. path.Split('/', '.').Where(part => part.StartsWith('{')).Select(part => new Parameter(part.Trim('{', '}'), IsInPath: true, IsRequired: true))], null));
        }

        Assert.True(operations.Count > 60, $"Only {operations.Count} operations were found.");
        return operations;
    }

    private static string[] SecretsOf(Gateway gateway) =>
        [gateway.Client.DefaultRequestHeaders.Authorization!.Parameter!, .. SecretsIn(gateway.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>())];

    private static IEnumerable<string> SecretsIn(Microsoft.Extensions.Configuration.IConfiguration configuration) =>
        from store in (string[])["ratingsdb", "cache", "messaging"]
        let match = System.Text.RegularExpressions.Regex.Match(configuration[$"ConnectionStrings:{store}"]!, "(password=|Password=|amqp://[^:]+:)(?<secret>[^;,@]+)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        select match.Groups["secret"].Value;

    /// <summary>Hears every activity of the process: none may carry a secret.</summary>
    private static ActivityListener Listen(string[] secrets, ConcurrentQueue<string> faults)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                foreach (var (name, value) in activity.TagObjects)
                {
                    if (value is string text && secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
                    {
                        faults.Enqueue($"The activity {activity.Source.Name} {activity.DisplayName} shows a secret as {name}.");
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    // A broker on a busy machine may take its time; that is not what is tested.
    private Gateway CreateGateway(params IEnumerable<(string Key, string Value)> settings) => world.CreateServer(settings.Append(("Messaging:PublishTimeout", "00:01:00")).Append(("Gateway:TokenWait", "00:00:00.010")));

    private sealed record Parameter(string Name, bool IsInPath, bool IsRequired);

    private sealed record Request(HttpMethod Method, string Address, string? Body, string? ContentType, (string Name, string Value) Header)
    {
        public bool Contains(string text) =>
            Uri.UnescapeDataString(Address).Contains(text, StringComparison.Ordinal) || Body?.Contains(text, StringComparison.Ordinal) == true || Header.Value?.Contains(text, StringComparison.Ordinal) == true;

        public override string ToString() => $"{Method} {Shorten(Address)} {ContentType} {Shorten(Body)} {Header.Name} {Shorten(Header.Value)}";

        private static string Shorten(string? text) => text is { Length: > 200 } ? $"{text[..200]}… ({text.Length})" : text ?? "";
    }

    private sealed record Operation(HttpMethod Method, string Path, List<Parameter> Parameters, string? Body)
    {
        public string? ContentType => Body is null ? null : "application/json";

        public string Address(Func<string, string?> choose)
        {
            var (address, query) = (Path, new List<string>());
            foreach (var parameter in Parameters)
            {
                var chosen = choose(parameter.Name);
                if (parameter.IsInPath)
                {
                    // An empty part is no part, which is another route.
                    address = address.Replace($"{{{parameter.Name}}}", chosen is null or "" ? Right(parameter.Name) : chosen, StringComparison.Ordinal);
                }
                else if (chosen is not null || parameter.IsRequired)
                {
                    query.Add($"{parameter.Name}={chosen ?? Right(parameter.Name)}");
                }
            }

            return query.Count == 0 ? address : $"{address}?{string.Join('&', query)}";
        }

        private static string Right(string name) => name switch { "name" => "popular", "users" => "1,2", "documentName" => "v1", _ => "1" };
    }
}
