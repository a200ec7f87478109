using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Accounts;

/// <summary>Keeps accounts beside the ratings.</summary>
public static class AccountsStoreExtensions
{
    /// <summary>Adds the store of accounts; the ratings store must be there.</summary>
    public static IdentityBuilder AddAccountsStore(this IdentityBuilder identity)
    {
        identity.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<RatingsDbContext>>().CreateDbContext());
        identity.Services.AddScoped<IUserStore<Account>>(services => new UserOnlyStore<Account, RatingsDbContext, int>(services.GetRequiredService<RatingsDbContext>()));
        return identity;
    }
}
