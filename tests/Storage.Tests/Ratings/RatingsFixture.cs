using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using Npgsql;

namespace MovieMesh.Storage.Tests.Ratings;

/// <summary>A database of one test class's own, with the schema applied.</summary>
public sealed class RatingsFixture(Servers servers) : IAsyncLifetime
{
    private IHost? _host;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        ConnectionString = (await servers.Postgres).NewDatabase();
        Assert.True(await RatingsDatabase.CreateIfMissingAsync(ConnectionString, CancellationToken.None));
        await RatingsDatabase.MigrateAsync(ConnectionString, CancellationToken.None);

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:ratingsdb", ConnectionString)]);
        builder.AddRatingsStore();
        _host = builder.Build();
    }

    /// <summary>Empties the ratings and sets the catalogue to movies 1 to <paramref name="movies"/>.</summary>
    public async Task ResetAsync(int movies)
    {
        await using var command = Database.CreateCommand(
            $$"""
            TRUNCATE ratings, movies, links, tags, movie_statistics, user_statistics, visitors, datasets, model_runs, model_epochs, experiments;
            INSERT INTO movies (id, title, original_title, year, genres) SELECT id, 'Movie ' || id, 'Movie ' || id, NULL, '{}' FROM generate_series(1, {{movies}}) AS id;
            """);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
