using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MovieMesh.QueryApi.Limits;
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
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(Access.Undeclared);
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
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseAuthentication();
        app.UseMiddleware<RequestLimits>();
        app.UseAuthorization();
    }
}
