using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Those of the data set, and visitors.</summary>
internal static class UsersApi
{
    public static void MapUsersApi(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users.MapGet("", List).WithName("ListUsers").WithSummary("Users, most ratings first.").WithDescription("Search: the beginning of an id.").WithExample(Examples.UserPage);
        users.MapPost("", Create).WithName("CreateVisitor").WithSummary("Makes a new visitor, and the session to rate with.")
            .WithDescription("The refresh token is all that leads back to a visitor who has no account.")
            .ForEverybody().LimitAttempts()
            .WithExample(Examples.Visitor);
        users.MapGet("/{id}/profile", GetProfile).WithName("GetUserProfile").WithSummary("What a user's ratings tell of their taste, beside what everyone gives the same movies.")
            .WithExample(Examples.Profile);
        users.MapGet("/{id}", Get).WithName("GetUser").WithSummary("One user.").WithExample(Examples.User);
    }

    private static async Task<Ok<Page<UserSummary>>> List(
        UserStore store,
        CancellationToken cancellationToken,
        [StringLength(Input.LongestText)] string? search = null,
        [Range(1, Input.MostPages)] int page = 1,
        [PageSize] int pageSize = 24)
    {
        var users = await store.ListAsync(search, page, pageSize, cancellationToken);
        return TypedResults.Ok(new Page<UserSummary> { Items = [.. users.Users.Select(Describe)], Total = (int)users.Total, Number = page, Size = pageSize });
    }

    private static async Task<Created<UserSession>> Create(UserStore store, Sessions sessions, CancellationToken cancellationToken)
    {
        var id = await store.CreateVisitorAsync(cancellationToken);
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/api/users/{id}"), sessions.Begin(new StoredUser(id, 0, IsVisitor: true)));
    }

    private static async Task<Results<Ok<UserSummary>, ProblemHttpResult>> Get(int id, UserStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, cancellationToken) is { } user ? TypedResults.Ok(Describe(user)) : Missing.User(id);

    private static async Task<Results<Ok<UserProfile>, ValidationProblem>> GetProfile(
        [Range(1, int.MaxValue)] int id, CatalogueFeed feed, UserStates users, CancellationToken cancellationToken, string? token = null)
    {
        var input = new Input();
        var wanted = input.Token(token);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var (state, _, isStale) = await users.GetAsync(id, wanted, cancellationToken);
        return TypedResults.Ok(TasteProfile.Of(state.Ratings, feed.Current) with { Stale = isStale });
    }

    internal static UserSummary Describe(StoredUser user) => new() { Id = user.Id, Ratings = user.Ratings, IsVisitor = user.IsVisitor };
}
