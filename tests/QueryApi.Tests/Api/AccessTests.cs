using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace MovieMesh.QueryApi.Tests.Api;

/// <summary>Who may do what: every route, asked by nobody, by the visitor it is about, by another one, and by an administrator.</summary>
public sealed class AccessTests(SharedWorld shared)
{
    /// <summary>Neither 401 nor 403; what else depends on what other tests did.</summary>
    private const int Allowed = 0;

    private readonly Gateway _gateway = shared.Gateway;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>
    /// Method, route, address, body, and the answers to nobody, the user, another user and an administrator. Where a right body would change something or answer like a refusal, the
    /// body is a wrong one: then 400 tells that the caller was let through.
    /// </summary>
    public static TheoryData<string, string, string, string?, int, int, int, int> Table => new()
    {
        // Read by everybody, as public as the data set is.
        { "GET", "/api/movies", "/api/movies?search=kiss", null, 200, 200, 200, 200 },
        { "GET", "/api/movies/{id}", "/api/movies/1", null, 200, 200, 200, 200 },
        { "GET", "/api/movies/{id}/similar", "/api/movies/1/similar", null, 200, 200, 200, 200 },
        { "GET", "/api/genres", "/api/genres", null, 200, 200, 200, 200 },
        { "GET", "/api/lists/{name}", "/api/lists/popular", null, 200, 200, 200, 200 },
        { "GET", "/api/users", "/api/users", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}", "/api/users/{id}", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/profile", "/api/users/{id}/profile", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/similar", "/api/users/{id}/similar", null, 200, 200, 200, 200 },
        { "GET", "/api/users/similarities", "/api/users/similarities?users=1,{id}", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/ratings", "/api/users/{id}/ratings", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/ratings/{movieId}", "/api/users/{id}/ratings/2", null, 404, 404, 404, 404 },
        { "GET", "/api/users/{id}/feedback", "/api/users/{id}/feedback", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/recommendations", "/api/users/{id}/recommendations", null, 200, 200, 200, 200 },
        { "GET", "/api/users/{id}/recommendations/from-similar", "/api/users/{id}/recommendations/from-similar", null, 200, 200, 200, 200 },
        { "GET", "/api/predictions/{userId}/{movieId}", "/api/predictions/{id}/1", null, 200, 200, 200, 200 },
        { "GET", "/api/models", "/api/models", null, 200, 200, 200, 200 },
        { "GET", "/api/models/{id}", "/api/models/1", null, 200, 200, 200, 200 },
        { "GET", "/api/models/prequential", "/api/models/prequential", null, 200, 200, 200, 200 },
        { "GET", "/api/models/policy", "/api/models/policy", null, Allowed, Allowed, Allowed, Allowed },
        { "GET", "/api/algorithms", "/api/algorithms", null, 200, 200, 200, 200 },
        { "GET", "/api/experiment", "/api/experiment", null, Allowed, Allowed, Allowed, Allowed },
        { "GET", "/api/imports", "/api/imports", null, 200, 200, 200, 200 },
        { "GET", "/api/imports/{id}", "/api/imports/00000000-0000-0000-0000-000000000001", null, 404, 404, 404, 404 },
        { "GET", "/api/statistics/stars", "/api/statistics/stars", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/movies", "/api/statistics/movies", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/users", "/api/statistics/users", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/years", "/api/statistics/years", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/releases", "/api/statistics/releases", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/genres", "/api/statistics/genres", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/decades", "/api/statistics/decades", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/popularity", "/api/statistics/popularity", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/activity", "/api/statistics/activity", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/tags", "/api/statistics/tags", null, 200, 200, 200, 200 },
        { "GET", "/api/statistics/movies/{id}/years", "/api/statistics/movies/1/years", null, 200, 200, 200, 200 },
        { "GET", "/api/status", "/api/status", null, 200, 200, 200, 200 },
        { "GET", "/api/queues", "/api/queues", null, 200, 200, 200, 200 },
        { "GET", "/api/events", "/api/events", null, 200, 200, 200, 200 },
        { "GET", "/openapi/{documentName}.json", "/openapi/v1.json", null, 200, 200, 200, 200 },
        { "*", "/health", "/health", null, 200, 200, 200, 200 },
        { "*", "/alive", "/alive", null, 200, 200, 200, 200 },

        // Asked with a body by everybody, and changes nothing of anybody else's.
        { "POST", "/api/movies/similar", "/api/movies/similar", """{"movieIds":[1]}""", 200, 200, 200, 200 },
        { "POST", "/api/recommendations/from-ratings", "/api/recommendations/from-ratings", """{"ratings":[]}""", 200, 200, 200, 200 },
        { "POST", "/api/recommendations/from-words", "/api/recommendations/from-words", """{"text":"a kiss"}""", 200, 200, 200, 200 },
        { "POST", "/api/users", "/api/users", null, 201, 201, 201, 201 },
        { "POST", "/api/account/register", "/api/account/register", "{}", 400, 400, 400, 400 },
        { "POST", "/api/account/sign-in", "/api/account/sign-in", "{}", 400, 400, 400, 400 },
        { "POST", "/api/account/refresh", "/api/account/refresh", "{}", 400, 400, 400, 400 },

        // For whoever has a session, about themselves.
        { "GET", "/api/account", "/api/account", null, 401, 200, 200, 200 },
        { "POST", "/api/account/password", "/api/account/password", "{}", 401, 400, 400, 400 },
        { "POST", "/api/account/sign-out", "/api/account/sign-out", null, 401, 409, 409, 409 },
        { "POST", "/api/account/delete", "/api/account/delete", "{}", 401, 400, 400, 400 },

        // For the user whom the route names.
        { "PUT", "/api/users/{id}/ratings/{movieId}", "/api/users/{id}/ratings/1", """{"stars":4}""", 401, 202, 403, 202 },
        { "PUT", "/api/users/{id}/ratings/{movieId}", "/api/users/0{id}/ratings/1", """{"stars":4}""", 401, 403, 403, 202 },
        { "PUT", "/api/users/{id}/ratings/{movieId}", "/api/users/%2B{id}/ratings/1", """{"stars":4}""", 401, 403, 403, Allowed },
        { "PUT", "/api/users/{id}/ratings/{movieId}", "/api/users/3/ratings/nonsense", """{"stars":4}""", 401, 403, 403, 400 },
        { "DELETE", "/api/users/{id}/ratings/{movieId}", "/api/users/{id}/ratings/1", null, 401, 202, 403, 202 },
        { "POST", "/api/users/{id}/feedback", "/api/users/{id}/feedback", """{"movieId":1,"kind":"Viewed"}""", 401, 202, 403, 202 },
        { "DELETE", "/api/users/{id}/feedback/{movieId}/{kind}", "/api/users/{id}/feedback/1/Viewed", null, 401, 202, 403, 202 },

        // For administrators.
        { "POST", "/api/ratings", "/api/ratings", """{"ratings":[{"userId":{id},"movieId":1,"stars":4}]}""", 401, 403, 403, 202 },
        { "POST", "/api/models/train", "/api/models/train", "{}", 401, 403, 403, 202 },
        { "POST", "/api/models/{id}/promote", "/api/models/999999/promote", null, 401, 403, 403, 404 },
        { "POST", "/api/models/{id}/cancel", "/api/models/999999/cancel", null, 401, 403, 403, 404 },
        { "POST", "/api/models/{id}/cancel", "/api/models/1/cancel", null, 401, 403, 403, 409 },
        { "POST", "/api/models/rollback", "/api/models/rollback", null, 401, 403, 403, Allowed },
        { "POST", "/api/imports", "/api/imports", """{"path":"relative"}""", 401, 403, 403, 400 },
        { "POST", "/api/imports/upload", "/api/imports/upload", "not a zip", 401, 403, 403, 409 },
        { "PUT", "/api/experiment", "/api/experiment", """{"name":"x","challengerVersion":999999,"challengerShare":0.5}""", 401, 403, 403, 404 },
        { "DELETE", "/api/experiment", "/api/experiment", null, 401, 403, 403, Allowed },
        { "GET", "/api/dead-letters", "/api/dead-letters", null, 401, 403, 403, 200 },
        { "GET", "/api/dead-letters/{id}", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee", null, 401, 403, 403, 404 },
        { "POST", "/api/dead-letters/{id}/replay", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee/replay", null, 401, 403, 403, 404 },
        { "POST", "/api/dead-letters/replay", "/api/dead-letters/replay", null, 401, 403, 403, 200 },
        { "DELETE", "/api/dead-letters/{id}", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee", null, 401, 403, 403, 404 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Route_AskedByNobodyUserOtherAndAdministrator_AnswersEach(
        string method, string route, string address, string? body, int anonymous, int user, int other, int administrator)
    {
        var (mine, theirs) = (await _gateway.BeginVisitAsync(), await _gateway.BeginVisitAsync());
        var id = mine.User.Id.ToString(CultureInfo.InvariantCulture);
        string?[] tokens = [null, mine.AccessToken, theirs.AccessToken];
        var (asked, expected) = (0, (int[])[anonymous, user, other, administrator]);
        foreach (var client in tokens.Select(_gateway.CreateClient).Append(_gateway.Client))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method == "*" ? "GET" : method), address.Replace("{id}", id, StringComparison.Ordinal));
            request.Content = body is null ? null : new StringContent(body.Replace("{id}", id, StringComparison.Ordinal), Encoding.UTF8, body[0] == '{' ? "application/json" : "application/zip");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            var (status, wanted) = ((int)response.StatusCode, expected[asked++]);
            Assert.True(wanted == Allowed ? status is not (401 or 403) : status == wanted, $"{method} {route}: caller {asked} of 4 got {status}.");
            Assert.True(
                response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{method} {route}: {response.StatusCode} is no problem details.");
        }
    }

    [Fact]
    public void Table_HasEveryRoute()
    {
        var routes = _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));

        Assert.Equal(routes.Order(StringComparer.Ordinal), Table.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("POST", false)]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("DELETE", false)]
    public async Task Fallback_RouteThatSaysNothing_LetsOthersThanAdministratorsReadAlone(string method, bool isOpen)
    {
        var policy = await _gateway.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var authorization = _gateway.Services.GetRequiredService<IAuthorizationService>();
        var context = new DefaultHttpContext { Request = { Method = method } };
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/new"), 0, EndpointMetadataCollection.Empty, "new"));
        ClaimsPrincipal Caller(params Claim[] claims) => new(new ClaimsIdentity(claims, "test", "user", "role"));

        Assert.Equal(isOpen, (await authorization.AuthorizeAsync(new ClaimsPrincipal(), context, policy!)).Succeeded);
        Assert.Equal(isOpen, (await authorization.AuthorizeAsync(Caller(new Claim("user", "1")), context, policy!)).Succeeded);
        Assert.True((await authorization.AuthorizeAsync(Caller(new Claim("user", "1"), new Claim("role", "administrator")), context, policy!)).Succeeded);
    }

    [Fact]
    public async Task Answer_OfAnyKind_TellsBrowsersWhatTheyMayNotDo()
    {
        using var anybody = _gateway.CreateClient();
        foreach (var address in (string[])["/api/movies", "/api/movies/999999", "/api/nothing", "/api/account", "/health", "/docs/index.html"])
        {
            using var response = await anybody.GetAsync(new Uri(address, UriKind.Relative), Cancelled);
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
            Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("default-src '", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Empty(Header(response, "Server"));
        }
    }

    [Fact]
    public async Task Preflight_OfAnotherSite_IsGivenNoLeave()
    {
        using var anybody = _gateway.CreateClient();
        foreach (var method in (HttpMethod[])[HttpMethod.Options, HttpMethod.Get])
        {
            using var request = new HttpRequestMessage(method, "/api/movies") { Headers = { { "Origin", "https://elsewhere.example" }, { "Access-Control-Request-Method", "PUT" } } };
            using var response = await anybody.SendAsync(request, Cancelled);
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Session_AfterARestartWithTheSameKeys_GoesOnAndWithOthersEnds()
    {
        var folders = (string[])[Directory.CreateTempSubdirectory("moviemesh-keys-").FullName, Directory.CreateTempSubdirectory("moviemesh-keys-").FullName];
        try
        {
            string token;
            await using (var before = shared.World.CreateGateway(("Keys:Folder", folders[0])))
            {
                token = (await before.BeginVisitAsync()).AccessToken;
            }

            foreach (var (folder, status) in ((string, HttpStatusCode)[])[(folders[0], HttpStatusCode.OK), (folders[1], HttpStatusCode.Unauthorized)])
            {
                await using var after = shared.World.CreateGateway(("Keys:Folder", folder));
                using var client = after.CreateClient(token);
                using var response = await client.GetAsync(new Uri("/api/account", UriKind.Relative), Cancelled);
                Assert.Equal(status, response.StatusCode);
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folders[0]));
            }
        }
        finally
        {
            Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
}
