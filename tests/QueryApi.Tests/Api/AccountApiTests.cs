using System.Net;
using System.Net.Http.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class AccountApiTests(SharedWorld shared)
{
    private const string Password = "a long way home";

    /// <summary>Neither 401 nor 403; what else depends on what other tests did.</summary>
    private const int Allowed = 0;

    private readonly Gateway _gateway = shared.Gateway;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_Visitor_KeepsTheirRatingsAndSignsInAgain()
    {
        var visit = await _gateway.BeginVisitAsync();
        using var visitor = _gateway.CreateClient(visit.AccessToken);
        using (var rated = await visitor.PutAsJsonAsync($"/api/users/{visit.User.Id}/ratings/7", new RateMovie { Stars = 4.5f }, Cancelled))
        {
            Assert.Equal(HttpStatusCode.Accepted, rated.StatusCode);
        }

        var email = NewEmail();
        var account = await SendAsync(visitor, "register", new Credentials { Email = email, Password = Password });
        using var anybody = _gateway.CreateClient();
        var again = await SendAsync(anybody, "sign-in", new Credentials { Email = email.ToUpperInvariant(), Password = Password });

        Assert.Equal((visit.User.Id, visit.User.Id), (account.User.Id, again.User.Id));
        Assert.Equal((email, false), (again.Email, again.IsAdministrator));
        using var signedIn = _gateway.CreateClient(again.AccessToken);
        var whoAmI = await signedIn.GetFromJsonAsync<AccountSummary>("/api/account", GatewayJson.Options, Cancelled);
        Assert.Equal((visit.User.Id, email), (whoAmI!.User.Id, whoAmI.Email));

        // The visitor's session must not be a way round the password.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "refresh", new RefreshSession { RefreshToken = visit.RefreshToken }));
    }

    [Fact]
    public async Task Register_AddressTakenOrPasswordWeak_Is400NamingTheField()
    {
        using var anybody = _gateway.CreateClient();
        var email = NewEmail();
        await SendAsync(anybody, "register", new Credentials { Email = email, Password = Password });

        Assert.Contains("\"email\"", await ProblemAsync(anybody, "register", new Credentials { Email = email, Password = Password }), StringComparison.Ordinal);
        Assert.Contains("\"email\"", await ProblemAsync(anybody, "register", new Credentials { Email = "not an address", Password = Password }), StringComparison.Ordinal);
        Assert.Contains("\"password\"", await ProblemAsync(anybody, "register", new Credentials { Email = NewEmail(), Password = "short" }), StringComparison.Ordinal);
        Assert.Contains("\"password\"", await ProblemAsync(anybody, "register", new Credentials { Email = NewEmail(), Password = new string('x', 5_000) }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_TheSameAddressAtOnce_MakesOneAccount()
    {
        using var anybody = _gateway.CreateClient();
        var credentials = new Credentials { Email = NewEmail(), Password = Password };

        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StatusAsync(anybody, "register", credentials)));

        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task SignIn_WrongPasswords_LockTheAccount()
    {
        using var anybody = _gateway.CreateClient();
        var email = NewEmail();
        await SendAsync(anybody, "register", new Credentials { Email = email, Password = Password });

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "sign-in", new Credentials { Email = email, Password = $"guess number {i}" }));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "sign-in", new Credentials { Email = email, Password = Password }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "sign-in", new Credentials { Email = NewEmail(), Password = Password }));
    }

    [Fact]
    public async Task ChangePassword_EndsOtherSessionsAndKeepsItsOwn()
    {
        using var anybody = _gateway.CreateClient();
        var email = NewEmail();
        var before = await SendAsync(anybody, "register", new Credentials { Email = email, Password = Password });
        var refreshed = await SendAsync(anybody, "refresh", new RefreshSession { RefreshToken = before.RefreshToken });
        using var owner = _gateway.CreateClient(refreshed.AccessToken);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, "password", new ChangePassword { Password = "not this one", NewPassword = "another long way" }));
        var after = await SendAsync(owner, "password", new ChangePassword { Password = Password, NewPassword = "another long way" });

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "refresh", new RefreshSession { RefreshToken = before.RefreshToken }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(anybody, "refresh", new RefreshSession { RefreshToken = after.RefreshToken }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "sign-in", new Credentials { Email = email, Password = Password }));
    }

    [Fact]
    public async Task SignOut_EndsEverySession()
    {
        using var anybody = _gateway.CreateClient();
        var session = await SendAsync(anybody, "register", new Credentials { Email = NewEmail(), Password = Password });
        using var owner = _gateway.CreateClient(session.AccessToken);

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(owner, "sign-out", new { }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "refresh", new RefreshSession { RefreshToken = session.RefreshToken }));
    }

    [Fact]
    public async Task Delete_RightPassword_ForgetsTheUser()
    {
        using var anybody = _gateway.CreateClient();
        var email = NewEmail();
        var session = await SendAsync(anybody, "register", new Credentials { Email = email, Password = Password });
        using var owner = _gateway.CreateClient(session.AccessToken);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, "delete", new DeleteAccount { Password = "not this one" }));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(owner, "delete", new DeleteAccount { Password = Password }));

        await Eventually.HoldsAsync(() => shared.World.Get<Requests>().Forgotten.Any(forgotten => forgotten.UserId == session.User.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "sign-in", new Credentials { Email = email, Password = Password }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, "refresh", new RefreshSession { RefreshToken = session.RefreshToken }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(anybody, "register", new Credentials { Email = email, Password = Password }));
    }

    [Fact]
    public async Task Visitor_WithoutAccount_RefreshesButHasNoPassword()
    {
        var visit = await _gateway.BeginVisitAsync();
        using var visitor = _gateway.CreateClient(visit.AccessToken);

        var next = await SendAsync(visitor, "refresh", new RefreshSession { RefreshToken = visit.RefreshToken });

        Assert.Equal(visit.User, next.User);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(visitor, "password", new ChangePassword { Password = "", NewPassword = Password }));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(visitor, "sign-out", new { }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(visitor, "refresh", new RefreshSession { RefreshToken = next.AccessToken }));
    }

    [Fact]
    public async Task Administrator_NamedBySettings_IsMadeOnceAndMayTrain()
    {
        (string, string)[] settings = [("Accounts:AdministratorEmail", NewEmail()), ("Accounts:AdministratorPassword", Password)];
        await using var one = shared.World.CreateGateway(settings);
        await using var two = shared.World.CreateGateway(settings);
        using var anybody = one.CreateClient();
        var credentials = new Credentials { Email = settings[0].Item2, Password = Password };
        await Eventually.HoldsAsync(async () => await StatusAsync(anybody, "sign-in", credentials) == HttpStatusCode.OK);

        var session = await SendAsync(anybody, "sign-in", credentials);
        using var administrator = two.CreateClient(session.AccessToken);

        Assert.True(session.IsAdministrator);
        Assert.True((await administrator.GetFromJsonAsync<AccountSummary>("/api/account", GatewayJson.Options, Cancelled))!.IsAdministrator);
    }

    [Fact]
    public async Task Attempts_TooMany_Are429WithRetryAfter()
    {
        await using var gateway = shared.World.CreateGateway(("Accounts:AttemptsAMinute", "2"));
        using var anybody = gateway.CreateClient();
        var guess = new Credentials { Email = NewEmail(), Password = Password };
        await StatusAsync(anybody, "sign-in", guess);
        await StatusAsync(anybody, "sign-in", guess);

        using var response = await anybody.PostAsJsonAsync("/api/account/sign-in", guess, Cancelled);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("PUT", "/api/users/{id}/ratings/1", """{"stars":4}""", 401, 202, 403, 202)]
    [InlineData("DELETE", "/api/users/{id}/ratings/1", null, 401, 202, 403, 202)]
    [InlineData("POST", "/api/users/{id}/feedback", """{"movieId":1,"kind":"Viewed"}""", 401, 202, 403, 202)]
    [InlineData("PUT", "/api/users/0{id}/ratings/1", """{"stars":4}""", 401, 403, 403, 202)]
    [InlineData("PUT", "/api/users/3/ratings/nonsense", """{"stars":4}""", 401, 403, 403, 400)]
    [InlineData("POST", "/api/ratings", """{"ratings":[{"userId":{id},"movieId":1,"stars":4}]}""", 401, 403, 403, 202)]
    [InlineData("POST", "/api/models/train", "{}", 401, 403, 403, 202)]
    [InlineData("POST", "/api/models/999999/promote", null, 401, 403, 403, 404)]
    [InlineData("POST", "/api/imports", """{"path":"relative"}""", 401, 403, 403, 400)]
    [InlineData("POST", "/api/imports/upload", "not a zip", 401, 403, 403, 409)]
    [InlineData("PUT", "/api/experiment", """{"name":"x","challengerVersion":999999,"challengerShare":0.5}""", 401, 403, 403, 404)]
    [InlineData("DELETE", "/api/experiment", null, 401, 403, 403, Allowed)]
    [InlineData("POST", "/api/models/999999/cancel", null, 401, 403, 403, 404)]
    [InlineData("POST", "/api/models/1/cancel", null, 401, 403, 403, 409)]
    [InlineData("POST", "/api/models/rollback", null, 401, 403, 403, Allowed)]
    [InlineData("GET", "/api/dead-letters", null, 401, 403, 403, 200)]
    [InlineData("GET", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee", null, 401, 403, 403, 404)]
    [InlineData("POST", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee/replay", null, 401, 403, 403, 404)]
    [InlineData("POST", "/api/dead-letters/replay", null, 401, 403, 403, 200)]
    [InlineData("DELETE", "/api/dead-letters/5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee", null, 401, 403, 403, 404)]
    [InlineData("GET", "/api/queues", null, 200, 200, 200, 200)]
    [InlineData("GET", "/api/users/{id}/ratings", null, 200, 200, 200, 200)]
    [InlineData("GET", "/api/users/{id}/recommendations", null, 200, 200, 200, 200)]
    [InlineData("GET", "/api/account", null, 401, 200, 200, 200)]
    [InlineData("GET", "/api/models", null, 200, 200, 200, 200)]
    public async Task Route_AskedByAnonymousOwnerOtherAndAdministrator_AnswersEach(string method, string route, string? body, int anonymous, int owner, int other, int administrator)
    {
        var (mine, theirs) = (await _gateway.BeginVisitAsync(), await _gateway.BeginVisitAsync());
        var id = mine.User.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string?[] tokens = [null, mine.AccessToken, theirs.AccessToken];
        var statuses = new List<int>();
        foreach (var client in tokens.Select(_gateway.CreateClient).Append(_gateway.Client))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), route.Replace("{id}", id, StringComparison.Ordinal));
            request.Content = body is null ? null : new StringContent(body.Replace("{id}", id, StringComparison.Ordinal), System.Text.Encoding.UTF8, body[0] == '{' ? "application/json" : "application/zip");
            using var response = await client.SendAsync(request, Cancelled);
            statuses.Add((int)response.StatusCode);
            Assert.True(response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{method} {route}: {response.StatusCode} is no problem details.");
        }

        Assert.Equal([anonymous, owner, other], statuses.Take(3));
        Assert.True(administrator == Allowed ? statuses[3] is not (401 or 403) : statuses[3] == administrator, $"the administrator got {statuses[3]}");
    }

    private static string NewEmail() => $"{Guid.NewGuid():N}@example.org";

    private static async Task<UserSession> SendAsync(HttpClient client, string what, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/account/{what}", body, GatewayJson.Options, Cancelled);
        Assert.True(response.IsSuccessStatusCode, $"{what}: {await response.Content.ReadAsStringAsync(Cancelled)}");
        return (await response.Content.ReadFromJsonAsync<UserSession>(GatewayJson.Options, Cancelled))!;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string what, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/account/{what}", body, GatewayJson.Options, Cancelled);
        return response.StatusCode;
    }

    private static async Task<string> ProblemAsync(HttpClient client, string what, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/account/{what}", body, GatewayJson.Options, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
