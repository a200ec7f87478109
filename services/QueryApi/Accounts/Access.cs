using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using MovieMesh.QueryApi.Limits;

namespace MovieMesh.QueryApi.Accounts;

/// <summary>Who may do what: everybody may read, each may rate as themselves, and administrators may do the rest, in the name of others too.</summary>
internal static class Access
{
    public const string UserClaim = "user";
    public const string RoleClaim = "role";
    public const string Administrator = "administrator";

    private const string UserRoute = "id";

    private static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    private static readonly AuthorizationPolicy Administrators = new AuthorizationPolicyBuilder().RequireRole(Administrator).Build();

    private static readonly AuthorizationPolicy Owners = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context =>
        context.User.IsInRole(Administrator)
        || (context.Resource is HttpContext http && UserIdOf(context.User) is { } userId
            && (http.GetRouteValue(UserRoute) as string) == userId.ToString(CultureInfo.InvariantCulture))).Build();

    /// <summary>
    /// For what says nothing of itself: everybody may read, and what writes is for administrators until somebody says otherwise, so that a new route is closed before it is thought about.
    /// </summary>
    public static AuthorizationPolicy Undeclared { get; } = new AuthorizationPolicyBuilder().RequireAssertion(context =>
        context.User.IsInRole(Administrator)
        || context.Resource is not HttpContext http
        || http.GetEndpoint() is not RouteEndpoint
        || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)).Build();

    /// <summary>The user that a request speaks for, or null.</summary>
    public static int? UserIdOf(ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(UserClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>For anybody, although it is no mere read.</summary>
    public static RouteHandlerBuilder ForEverybody(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous();

    /// <summary>Counts as an attempt at a password or a new user: see <see cref="AccountOptions.AttemptsAMinute"/>.</summary>
    public static RouteHandlerBuilder LimitAttempts(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(AttemptLimit.Instance).ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>For whoever the request speaks for, a visitor too.</summary>
    public static RouteHandlerBuilder ForSignedIn(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(SignedIn).ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <summary>For the user whom the route names by <c>id</c>.</summary>
    public static RouteHandlerBuilder ForOwner(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Owners).ProducesRefusals();

    public static RouteHandlerBuilder ForAdministrators(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Administrators).ProducesRefusals();

    private static RouteHandlerBuilder ProducesRefusals(this RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
}
