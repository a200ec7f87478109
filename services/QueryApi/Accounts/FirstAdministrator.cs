using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MovieMesh.Storage;
using MovieMesh.Storage.Accounts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Accounts;

/// <summary>Makes the administrator whom the settings name, unless the account is there, as soon as the database is.</summary>
internal sealed class FirstAdministrator(IServiceScopeFactory scopes, IOptions<AccountOptions> options, IOptions<GatewayOptions> gateway, TimeProvider time, ILogger<FirstAdministrator> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is not { AdministratorEmail: { Length: > 0 } email, AdministratorPassword: { Length: > 0 } password })
        {
            return;
        }

        while (true)
        {
            try
            {
                await MakeAsync(email, password, stoppingToken);
                return;
            }
            catch (Exception exception) when (StoreFaults.IsAway(exception) || exception is DbUpdateException)
            {
                // Away, or another replica was first.
                await Task.Delay(gateway.Value.RetryInterval, time, stoppingToken);
            }
        }
    }

    private async Task MakeAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByNameAsync(email) is not null)
        {
            return;
        }

        var users = scope.ServiceProvider.GetRequiredService<UserStore>();
        var account = new Account { Id = await users.CreateVisitorAsync(cancellationToken), UserName = email, IsAdministrator = true, CreatedAt = time.GetUtcNow() };
        if (await accounts.CreateAsync(account, password) is { Succeeded: false } failed)
        {
            Log.AdministratorNotMade(logger, string.Join(" ", failed.Errors.Select(error => error.Description)));
        }
    }
}
