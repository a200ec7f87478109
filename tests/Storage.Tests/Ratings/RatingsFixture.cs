using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MovieMesh.Storage.Ratings;
using Npgsql;

namespace MovieMesh.Storage.Tests.Ratings;

/// <summary>A database of one test class's own, with the schema applied.</summary>
public sealed class RatingsFixture : IAsyncLifetime
{
    private IHost? _host;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull
    {
        Assert.SkipWhen(_host is null, "MOVIEMESH_TEST_POSTGRES names no server.");
        return _host.Services.GetRequiredService<T>();
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("MOVIEMESH_TEST_POSTGRES") is not { } server)
        {
            return;
        }

        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = $"ratings_{Guid.NewGuid():N}" }.ConnectionString;
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
            TRUNCATE ratings, movies, links, tags, movie_statistics, user_statistics, visitors, datasets, model_runs, model_epochs;
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
