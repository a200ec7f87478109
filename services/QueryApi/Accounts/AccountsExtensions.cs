using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Accounts;

namespace MovieMesh.QueryApi.Accounts;

/// <summary>Wires accounts, sessions and who may do what.</summary>
internal static class AccountsExtensions
{
    private const string EmailCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@+!#$%&'*/=?^`{|}~";

    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.AddKeptKeys();
        builder.Services.AddOptions<AccountOptions>().BindConfiguration("Accounts").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
        builder.Services.AddAuthorization();
        builder.Services.AddIdentityCore<Account>().AddSignInManager().AddAccountsStore();
        builder.Services.AddScoped<Sessions>();
        builder.Services.AddHostedService<FirstAdministrator>();

        builder.Services.AddOptions<BearerTokenOptions>(BearerTokenDefaults.AuthenticationScheme).Configure<IOptions<AccountOptions>>((bearer, options) =>
        {
            bearer.BearerTokenExpiration = options.Value.AccessLifetime;
            bearer.RefreshTokenExpiration = options.Value.SessionLifetime;
        });

        // Length is what makes a password hard to guess; rules about its characters make it hard to remember.
        builder.Services.AddOptions<IdentityOptions>().Configure<IOptions<AccountOptions>>((identity, options) =>
        {
            identity.User.AllowedUserNameCharacters = EmailCharacters;
            identity.Lockout.MaxFailedAccessAttempts = options.Value.WrongPasswords;
            identity.Password = new PasswordOptions
            {
                RequiredLength = 10,
                RequiredUniqueChars = 4,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        });
        builder.Services.AddAttemptLimit();

        // The web UI asks for its readers; only a proxy on this machine is believed about whom it asks for.
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor);
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
    }

    private static void AddAttemptLimit(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            {
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(Access.AttemptLimit, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccountOptions>>().Value.AttemptsAMinute,
                Window = TimeSpan.FromMinutes(1),
            }));
    });
}
