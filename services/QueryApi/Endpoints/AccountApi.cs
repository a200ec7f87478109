using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Users;
using MovieMesh.Storage.Accounts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Accounts: a visitor who registers keeps what they rated, and can come back to it anywhere.</summary>
internal static class AccountApi
{
    private const int LongestEmail = 254;
    private const int LongestPassword = 128;

    public static void MapAccountApi(this IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/api/account").WithTags("Account");
        account.MapPost("/register", Register).WithName("Register").WithSummary("Makes an account.")
            .WithDescription("Sent with a visitor's access token, the account takes over that visitor and what they rated; without, it begins with no ratings.")
            .ForEverybody().LimitAttempts()
            .WithExample(Examples.Session, Examples.Credentials);
        account.MapPost("/sign-in", SignIn).WithName("SignIn").WithSummary("Begins a session.")
            .WithDescription("After several wrong passwords in a row the account is locked for five minutes.")
            .ForEverybody().LimitAttempts().ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithExample(Examples.Session, Examples.Credentials);
        account.MapPost("/refresh", Refresh).WithName("RefreshSession").WithSummary("Gives the session that follows one.")
            .ForEverybody().ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithExample(Examples.Session, Examples.RefreshSession);
        account.MapGet("", Get).ForSignedIn().WithName("GetAccount").WithSummary("Whom the access token speaks for.").WithExample(Examples.Account);
        account.MapPost("/password", ChangePassword).ForSignedIn().WithName("ChangePassword").WithSummary("Sets another password, which ends all other sessions.")
            .LimitAttempts().ProducesProblem(StatusCodes.Status403Forbidden)
            .WithExample(Examples.Session, Examples.ChangePassword);
        account.MapPost("/sign-out", SignOut).ForSignedIn().WithName("SignOut").WithSummary("Ends every session of the account: none can be refreshed from now on.");
        account.MapPost("/delete", Delete).ForSignedIn().WithName("DeleteAccount").WithSummary("Deletes the account, and takes back all that was rated with it.")
            .LimitAttempts().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Account, Examples.DeleteAccount);
    }

    private static async Task<Results<Ok<UserSession>, ValidationProblem>> Register(
        Credentials credentials, ClaimsPrincipal caller, UserManager<Account> accounts, UserStore users, Sessions sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var input = new Input();
        if (credentials.Email.Length > LongestEmail || !new EmailAddressAttribute().IsValid(credentials.Email))
        {
            input.Reject("email", "This is no e-mail address.");
        }

        await CheckPasswordAsync(accounts, credentials.Password, "password", input);
        if (input.ProblemCount == 0 && await accounts.FindByNameAsync(credentials.Email) is not null)
        {
            input.Reject("email", Taken);
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var visitor = Access.UserIdOf(caller) is { } userId && await FindAsync(accounts, userId) is null ? userId : await users.CreateVisitorAsync(cancellationToken);
        var account = new Account { Id = visitor, UserName = credentials.Email, CreatedAt = time.GetUtcNow() };
        try
        {
            if (await accounts.CreateAsync(account, credentials.Password) is { Succeeded: false } failed)
            {
                input.Reject("email", string.Join(" ", failed.Errors.Select(error => error.Description)));
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException { InnerException: null }
            or DbUpdateException { InnerException: Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } })
        {
            // Somebody registered it between the look and the leap; when it was the same visitor, the account is known by its id before it is stored again.
            input.Reject("email", Taken);
        }

        return input.IsBad(out bad) ? bad : TypedResults.Ok(await sessions.BeginAsync(account, cancellationToken));
    }

    private static async Task<Results<Ok<UserSession>, ProblemHttpResult>> SignIn(
        Credentials credentials, UserManager<Account> accounts, SignInManager<Account> signIn, Sessions sessions, CancellationToken cancellationToken)
    {
        var isPossible = credentials is { Email.Length: <= LongestEmail, Password.Length: <= LongestPassword };
        if (!isPossible || await accounts.FindByNameAsync(credentials.Email) is not { } account)
        {
            // As long as for an account that is there, so that the time does not tell who has one.
            accounts.PasswordHasher.HashPassword(new Account(), isPossible ? credentials.Password : "");
            return Wrong();
        }

        return await CheckAsync(signIn, account, credentials.Password, StatusCodes.Status401Unauthorized) is { } problem
            ? problem
            : TypedResults.Ok(await sessions.BeginAsync(account, cancellationToken));
    }

    private static async Task<Results<Ok<UserSession>, ProblemHttpResult>> Refresh(RefreshSession request, Sessions sessions, CancellationToken cancellationToken) =>
        await sessions.RefreshAsync(request.RefreshToken, cancellationToken) is { } session
            ? TypedResults.Ok(session)
            : TypedResults.Problem("This session has ended; sign in again.", statusCode: StatusCodes.Status401Unauthorized);

    private static async Task<Results<Ok<AccountSummary>, UnauthorizedHttpResult>> Get(
        ClaimsPrincipal caller, UserManager<Account> accounts, UserStore users, CancellationToken cancellationToken)
    {
        if (Access.UserIdOf(caller) is not { } userId || await users.ReadAsync(userId, cancellationToken) is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        var account = await FindAsync(accounts, userId);
        return TypedResults.Ok(new AccountSummary
        {
            User = UsersApi.Describe(user),
            Email = account?.UserName,
            IsAdministrator = account?.IsAdministrator == true,
        });
    }

    private static async Task<Results<Ok<UserSession>, ProblemHttpResult, ValidationProblem>> ChangePassword(
        ChangePassword change, ClaimsPrincipal caller, UserManager<Account> accounts, SignInManager<Account> signIn, Sessions sessions, CancellationToken cancellationToken)
    {
        if (await FindAsync(accounts, Access.UserIdOf(caller)) is not { } account)
        {
            return NoAccount();
        }

        var input = new Input();
        await CheckPasswordAsync(accounts, change.NewPassword, "newPassword", input);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        if (await CheckAsync(signIn, account, change.Password, StatusCodes.Status403Forbidden) is { } problem)
        {
            return problem;
        }

        var result = await accounts.ChangePasswordAsync(account, change.Password, change.NewPassword);
        return result.Succeeded ? TypedResults.Ok(await sessions.BeginAsync(account, cancellationToken)) : Busy();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOut(ClaimsPrincipal caller, UserManager<Account> accounts)
    {
        if (await FindAsync(accounts, Access.UserIdOf(caller)) is not { } account)
        {
            return NoAccount();
        }

        return (await accounts.UpdateSecurityStampAsync(account)).Succeeded ? TypedResults.NoContent() : Busy();
    }

    private static async Task<Results<Accepted<AccountSummary>, ProblemHttpResult>> Delete(
        DeleteAccount confirmation, ClaimsPrincipal caller, UserManager<Account> accounts, SignInManager<Account> signIn, RatingClock clock, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        if (await FindAsync(accounts, Access.UserIdOf(caller)) is not { } account)
        {
            return NoAccount();
        }

        if (await CheckAsync(signIn, account, confirmation.Password, StatusCodes.Status403Forbidden) is { } problem)
        {
            return problem;
        }

        // The promise first: with the account gone nobody could ask for it again.
        await publisher.PublishAsync(new ForgetUser { UserId = account.Id, AskedAt = clock.Next() }, cancellationToken);
        if (!(await accounts.DeleteAsync(account)).Succeeded)
        {
            return Busy();
        }

        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/users/{account.Id}/ratings"),
            new AccountSummary { User = new UserSummary { Id = account.Id, Ratings = 0, IsVisitor = true }, Email = account.UserName });
    }

    private const string Taken = "There is an account with this address already: sign in instead.";

    private static Task<Account?> FindAsync(UserManager<Account> accounts, int? userId) =>
        userId is { } id ? accounts.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) : Task.FromResult<Account?>(null);

    private static async Task CheckPasswordAsync(UserManager<Account> accounts, string password, string field, Input input)
    {
        if (password.Length > LongestPassword)
        {
            input.Reject(field, $"A password has at most {LongestPassword} characters.");
            return;
        }

        foreach (var validator in accounts.PasswordValidators)
        {
            if (await validator.ValidateAsync(accounts, new Account(), password) is { Succeeded: false } weak)
            {
                input.Reject(field, string.Join(" ", weak.Errors.Select(error => error.Description)));
            }
        }
    }

    /// <summary>What is wrong with a password, or null; wrong ones are counted.</summary>
    private static async Task<ProblemHttpResult?> CheckAsync(SignInManager<Account> signIn, Account account, string password, int status)
    {
        var result = await signIn.CheckPasswordSignInAsync(account, password[..Math.Min(password.Length, LongestPassword)], lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => null,
            { IsLockedOut: true } => TypedResults.Problem("There were too many wrong passwords. Try again in five minutes.", statusCode: status),
            _ => Wrong(status),
        };
    }

    private static ProblemHttpResult Wrong(int status = StatusCodes.Status401Unauthorized) =>
        TypedResults.Problem(status == StatusCodes.Status401Unauthorized ? "The address or the password is wrong." : "The password is wrong.", statusCode: status);

    private static ProblemHttpResult NoAccount() => TypedResults.Problem("A visitor has no account yet: register first.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult Busy() => TypedResults.Problem("The account was changed at the same moment; try again.", statusCode: StatusCodes.Status409Conflict);
}
