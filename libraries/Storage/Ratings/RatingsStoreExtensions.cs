using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MovieMesh.Storage.Ratings.Schema;
using Npgsql;

namespace MovieMesh.Storage.Ratings;

/// <summary>Registers what is kept in PostgreSQL.</summary>
public static class RatingsStoreExtensions
{
    /// <summary>
    /// Adds the stores over the connection string <c>ratingsdb</c>, and a health check that says "degraded" while the database is away. Nothing connects before it is
    /// used, so a service starts without its database.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no connection string <c>ratingsdb</c>.</exception>
    public static TBuilder AddRatingsStore<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var connectionString = builder.Configuration.GetConnectionString("ratingsdb")
            ?? throw new InvalidOperationException("The connection string 'ratingsdb' is missing: set ConnectionStrings__ratingsdb to Host=…;Port=…;Username=…;Password=…;Database=….");

        // Both tell every statement as information; traces do that better.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services =>
            new NpgsqlDataSourceBuilder(connectionString).UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build());
        builder.Services.AddPooledDbContextFactory<RatingsDbContext>((services, options) => options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddSingleton<RatingStore>();
        builder.Services.AddSingleton<MovieStore>();
        builder.Services.AddSingleton<PrequentialStore>();
        builder.Services.AddSingleton<FeedbackStore>();
        builder.Services.AddSingleton<StatisticsStore>();
        builder.Services.AddSingleton<DatasetImporter>();
        builder.Services.AddSingleton(services =>
            new UserStore(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IDbContextFactory<RatingsDbContext>>()));
        builder.Services.AddSingleton(services =>
            new ModelRunStore(services.GetRequiredService<IDbContextFactory<RatingsDbContext>>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new ExperimentStore(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new DeadLetterStore(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services =>
            new DatasetStore(services.GetRequiredService<IDbContextFactory<RatingsDbContext>>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHealthChecks().AddCheck<RatingsHealthCheck>("ratingsdb", HealthStatus.Degraded);
        return builder;
    }

    /// <summary>Whether an exception means that the database is away for now (not there yet, shutting down, out of connections), rather than that a statement is wrong.</summary>
    public static bool IsRatingsStoreAway(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is NpgsqlException { IsTransient: true }
                or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName })
            {
                return true;
            }
        }

        return false;
    }
}
