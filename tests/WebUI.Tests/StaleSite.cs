using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Tests.Browsing;

namespace MovieMesh.WebUI.Tests;

/// <summary>The web UI before a gateway that knows nothing of a user, as its database is away.</summary>
public sealed class StaleSite : PlayedGatewaySite
{
    protected override void Play(WebApplication gateway)
    {
        void Answer(string pattern, object answer) => gateway.MapGet(pattern, () => Results.Json(answer, GatewayClient.Json));

        Answer("/api/users/{id}", new UserSummary { Id = 1, Ratings = 20, IsVisitor = false });
        Answer("/api/users/{id}/ratings", new Page<UserRating> { Items = [], Total = 0, Number = 1, Size = 25, Stale = true });
        Answer("/api/users/{id}/profile", new UserProfile { Ratings = 0, Histogram = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Genres = [], Decades = [], Stale = true });
    }
}
