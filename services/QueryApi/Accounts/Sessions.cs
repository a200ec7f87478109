using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Endpoints;
using MovieMesh.Storage.Accounts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Accounts;

/// <summary>Makes sessions, and refreshes them as long as whom they speak for is still there.</summary>
internal sealed class Sessions(UserManager<Account> accounts, UserStore users, IOptionsMonitor<BearerTokenOptions> tokens, TimeProvider time)
{
    // Changing the password gives the account another stamp, which ends the sessions from before.
    private const string StampClaim = "stamp";

    public async Task<UserSession> BeginAsync(Account account, CancellationToken cancellationToken)
    {
        var user = await users.ReadAsync(account.Id, cancellationToken) ?? new StoredUser(account.Id, 0, IsVisitor: true);
        List<Claim> claims = [new(StampClaim, account.SecurityStamp!)];
        if (account.IsAdministrator)
        {
            claims.Add(new(Access.RoleClaim, Access.Administrator));
        }

        return Begin(user, claims) with { Email = account.UserName, IsAdministrator = account.IsAdministrator };
    }

    public UserSession Begin(StoredUser visitor) => Begin(visitor, []);

    /// <summary>The session after one, or null when the token is no good any more.</summary>
    public async Task<UserSession?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var ticket = tokens.Get(BearerTokenDefaults.AuthenticationScheme).RefreshTokenProtector.Unprotect(refreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } end || end <= time.GetUtcNow() || Access.UserIdOf(ticket.Principal) is not { } userId)
        {
            return null;
        }

        var account = await accounts.FindByIdAsync(userId.ToString(CultureInfo.InvariantCulture));
        if (ticket.Principal.FindFirstValue(StampClaim) is { } stamp)
        {
            return account?.SecurityStamp == stamp ? await BeginAsync(account, cancellationToken) : null;
        }

        // Whoever has registered signs in from then on.
        return account is null && await users.ReadAsync(userId, cancellationToken) is { } visitor ? Begin(visitor) : null;
    }

    private UserSession Begin(StoredUser user, IEnumerable<Claim> claims)
    {
        var options = tokens.Get(BearerTokenDefaults.AuthenticationScheme);
        var now = time.GetUtcNow();
        var identity = new ClaimsIdentity(
            [new(Access.UserClaim, user.Id.ToString(CultureInfo.InvariantCulture)), .. claims], BearerTokenDefaults.AuthenticationScheme, Access.UserClaim, Access.RoleClaim);
        AuthenticationTicket Ticket(TimeSpan lifetime) =>
            new(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = now + lifetime }, BearerTokenDefaults.AuthenticationScheme);
        return new UserSession
        {
            User = UsersApi.Describe(user),
            AccessToken = options.BearerTokenProtector.Protect(Ticket(options.BearerTokenExpiration)),
            ExpiresAt = now + options.BearerTokenExpiration,
            RefreshToken = options.RefreshTokenProtector.Protect(Ticket(options.RefreshTokenExpiration)),
        };
    }
}
