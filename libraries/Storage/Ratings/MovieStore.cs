using Npgsql;

namespace MovieMesh.Storage.Ratings;

/// <summary>The catalogue.</summary>
public sealed class MovieStore(NpgsqlDataSource dataSource)
{
    /// <summary>Every movie, in order of id.</summary>
    public async Task<IReadOnlyList<StoredMovie>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT movies.id, title, year, genres, imdb_id, tmdb_id, ratings, stars_sum, histogram
            FROM movies
            LEFT JOIN links ON links.movie_id = movies.id
            LEFT JOIN movie_statistics ON movie_statistics.movie_id = movies.id
            ORDER BY movies.id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var movies = new List<StoredMovie>();
        while (await reader.ReadAsync(cancellationToken))
        {
            movies.Add(new StoredMovie(
                reader.GetInt32(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2),
                reader.GetFieldValue<string[]>(3),
                reader.IsDBNull(4) ? null : reader.GetInt32(4),
                reader.IsDBNull(5) ? null : reader.GetInt32(5),
                reader.IsDBNull(6) ? MovieStatistics.None : new MovieStatistics(reader.GetInt32(6), reader.GetDouble(7), reader.GetFieldValue<int[]>(8))));
        }

        return movies;
    }

    /// <summary>What the ratings of some movies add up to now; movies that nobody ever rated are left out.</summary>
    public async Task<IReadOnlyDictionary<int, MovieStatistics>> ReadStatisticsAsync(IReadOnlyCollection<int> movieIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT movie_id, ratings, stars_sum, histogram FROM movie_statistics WHERE movie_id = ANY ($1)");
        command.Parameters.Add(new() { Value = movieIds.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var statistics = new Dictionary<int, MovieStatistics>(movieIds.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            statistics.Add(reader.GetInt32(0), new MovieStatistics(reader.GetInt32(1), reader.GetDouble(2), reader.GetFieldValue<int[]>(3)));
        }

        return statistics;
    }

    /// <summary>The tags of every movie that has any, most often used first, whatever their capitals.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<string>>> ReadAllTagsAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT movie_id, lower(tag) FROM tags GROUP BY movie_id, lower(tag) ORDER BY movie_id, count(*) DESC, lower(tag)");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tags = new Dictionary<int, IReadOnlyList<string>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!tags.TryGetValue(reader.GetInt32(0), out var list))
            {
                tags.Add(reader.GetInt32(0), list = new List<string>());
            }

            ((List<string>)list).Add(reader.GetString(1));
        }

        return tags;
    }

    /// <summary>The tags that most users put on a movie, whatever their capitals.</summary>
    public async Task<IReadOnlyList<string>> ReadTopTagsAsync(int movieId, int count, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT lower(tag) FROM tags WHERE movie_id = $1 GROUP BY lower(tag) ORDER BY count(*) DESC, lower(tag) LIMIT $2");
        command.Parameters.Add(new() { Value = movieId });
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tags = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tags.Add(reader.GetString(0));
        }

        return tags;
    }
}
