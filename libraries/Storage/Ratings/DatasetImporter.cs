using System.Threading.Channels;
using MovieMesh.Datasets;
using Npgsql;
using NpgsqlTypes;

namespace MovieMesh.Storage.Ratings;

/// <summary>
/// Loads a data set by binary COPY. Loading it again changes nothing, and a rating that a user gave later than the data set's wins. Ratings go in chunk by chunk, each its own
/// transaction, so that single ratings pass in between; after a crash, loading again completes what is missing.
/// </summary>
public sealed class DatasetImporter(NpgsqlDataSource dataSource)
{
    private const long ImportLock = 0x4D4F_5649_4533;

    private const string MergeRatings =
        """
        INSERT INTO ratings (rated_at, user_id, movie_id, stars)
        SELECT DISTINCT ON (user_id, movie_id) rated_at, user_id, movie_id, stars
        FROM staged_ratings
        ORDER BY user_id, movie_id, rated_at DESC, stars DESC
        ON CONFLICT (user_id, movie_id) DO UPDATE SET
            rated_at = excluded.rated_at, stars = excluded.stars, previous_stars = ratings.stars, sequence = nextval('rating_sequence')
        WHERE (excluded.rated_at, excluded.stars) > (ratings.rated_at, coalesce(ratings.stars, 0))
        """;

    /// <summary>
    /// What the statistics lack is one statement's difference between them and the ratings, so it is right whatever single ratings were counted meanwhile, and no
    /// writer waits for the count.
    /// </summary>
    private static readonly string CountCorrections =
        $$"""
        CREATE TEMP TABLE movie_corrections ON COMMIT DROP AS
        WITH counted AS (
            SELECT movie_id, sum(sign)::int AS ratings, sum(sign * stars::float8) AS stars_sum, {{RecordStatement.Histogram}} AS histogram
            FROM (SELECT movie_id, stars, count(*) AS sign FROM ratings WHERE stars IS NOT NULL GROUP BY movie_id, stars) AS grouped
            GROUP BY movie_id
        )
        SELECT movie_id, coalesce(counted.ratings, 0) - coalesce(stood.ratings, 0) AS ratings, coalesce(counted.stars_sum, 0) - coalesce(stood.stars_sum, 0) AS stars_sum,
            ARRAY(
                SELECT coalesce(now, 0) - coalesce(before, 0)
                FROM unnest(coalesce(counted.histogram, array_fill(0, '{10}')), coalesce(stood.histogram, array_fill(0, '{10}'))) WITH ORDINALITY AS bins (now, before, bin)
                ORDER BY bin) AS histogram
        FROM counted FULL JOIN movie_statistics AS stood USING (movie_id)
        WHERE counted.histogram IS DISTINCT FROM stood.histogram;

        CREATE TEMP TABLE user_corrections ON COMMIT DROP AS
        SELECT user_id, coalesce(counted.ratings, 0) - coalesce(stood.ratings, 0) AS ratings
        FROM (SELECT user_id, count(*)::int AS ratings FROM ratings WHERE stars IS NOT NULL GROUP BY user_id) AS counted
        FULL JOIN user_statistics AS stood USING (user_id)
        WHERE counted.ratings IS DISTINCT FROM stood.ratings;
        """;

    private static readonly string ApplyCorrections =
        $"""
        SELECT pg_advisory_xact_lock({RatingStore.WriterLock});

        INSERT INTO movie_statistics (movie_id, ratings, stars_sum, histogram)
        SELECT movie_id, ratings, stars_sum, histogram FROM movie_corrections
        {RecordStatement.AddStatistics};

        INSERT INTO user_statistics (user_id, ratings)
        SELECT user_id, ratings FROM user_corrections
        ON CONFLICT (user_id) DO UPDATE SET ratings = user_statistics.ratings + excluded.ratings;
        """;

    /// <summary>Loads a data set.</summary>
    /// <param name="dataset">What to load.</param>
    /// <param name="onProgress">Is told after every chunk; the import waits for it.</param>
    /// <param name="cancellationToken">Stops between or within chunks; what is loaded stays.</param>
    /// <exception cref="DatasetException">The data set cannot be read.</exception>
    public async Task<DatasetImportResult> ImportAsync(Dataset dataset, Func<DatasetImportProgress, Task> onProgress, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = 0L;
        Task TellAsync(string stage) => onProgress(new DatasetImportProgress(stage, dataset.Length == 0 ? 1 : (double)dataset.BytesRead / dataset.Length, rows));

        await TellAsync("movies");
        var movies = await ImportMoviesAsync(connection, dataset, cancellationToken);
        rows += movies;
        await TellAsync("links");
        rows += await ImportLinksAsync(connection, dataset, cancellationToken);
        await TellAsync("tags");
        var tags = await ImportTagsAsync(connection, dataset, cancellationToken);
        rows += tags;
        await TellAsync("ratings");
        var ratings = await ImportRatingsAsync(
            connection,
            dataset,
            count =>
            {
                rows += count;
                return TellAsync("ratings");
            },
            cancellationToken);
        await TellAsync("statistics");
        return new DatasetImportResult(movies, ratings, tags, await CountAsync(connection, cancellationToken));
    }

    private static Task<long> ImportMoviesAsync(NpgsqlConnection connection, Dataset dataset, CancellationToken cancellationToken) => MergeAsync(
        connection,
        "movies",
        "id, title, original_title, year, genres",
        """
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, original_title = excluded.original_title, year = excluded.year, genres = excluded.genres
        WHERE (movies.title, movies.original_title, movies.year, movies.genres) IS DISTINCT FROM (excluded.title, excluded.original_title, excluded.year, excluded.genres)
        """,
        dataset.ReadMovies(),
        static async (copy, movie, cancellationToken) =>
        {
            await copy.WriteAsync(movie.Id, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(movie.Title, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(movie.OriginalTitle, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(copy, movie.Year, cancellationToken);
            await copy.WriteAsync(movie.Genres, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        },
        cancellationToken);

    private static Task<long> ImportLinksAsync(NpgsqlConnection connection, Dataset dataset, CancellationToken cancellationToken) => MergeAsync(
        connection,
        "links",
        "movie_id, imdb_id, tmdb_id",
        """
        ON CONFLICT (movie_id) DO UPDATE SET imdb_id = excluded.imdb_id, tmdb_id = excluded.tmdb_id
        WHERE (links.imdb_id, links.tmdb_id) IS DISTINCT FROM (excluded.imdb_id, excluded.tmdb_id)
        """,
        dataset.ReadLinks().DistinctBy(link => link.MovieId),
        static async (copy, link, cancellationToken) =>
        {
            await copy.WriteAsync(link.MovieId, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(copy, link.ImdbId, cancellationToken);
            await WriteAsync(copy, link.TmdbId, cancellationToken);
        },
        cancellationToken);

    private static Task<long> ImportTagsAsync(NpgsqlConnection connection, Dataset dataset, CancellationToken cancellationToken) => MergeAsync(
        connection,
        "tags",
        "user_id, movie_id, tag, tagged_at",
        "ON CONFLICT DO NOTHING",
        dataset.ReadTags(),
        static async (copy, tag, cancellationToken) =>
        {
            await copy.WriteAsync(tag.UserId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(tag.MovieId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(tag.Tag, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(DateTimeOffset.FromUnixTimeSeconds(tag.UnixSeconds), NpgsqlDbType.TimestampTz, cancellationToken);
        },
        cancellationToken);

    /// <summary>Copies rows beside a table and merges them in, in one transaction.</summary>
    private static async Task<long> MergeAsync<T>(
        NpgsqlConnection connection,
        string table,
        string columns,
        string onConflict,
        IEnumerable<T> rows,
        Func<NpgsqlBinaryImporter, T, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0", cancellationToken);
        ulong count;
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY staged ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            copy.Timeout = Timeout.InfiniteTimeSpan;
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken);
                await write(copy, row, cancellationToken);
            }

            count = await copy.CompleteAsync(cancellationToken);
        }

        await ExecuteAsync(connection, $"INSERT INTO {table} ({columns}) SELECT {columns} FROM staged {onConflict}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (long)count;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, int? value, CancellationToken cancellationToken) =>
        value is { } number ? copy.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken) : copy.WriteNullAsync(cancellationToken);

    /// <summary>One task reads the file while this one feeds the server; two chunks go round between them.</summary>
    private static async Task<long> ImportRatingsAsync(NpgsqlConnection connection, Dataset dataset, Func<int, Task> onChunk, CancellationToken cancellationToken)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var full = Channel.CreateUnbounded<RatingChunk>();
        var empty = Channel.CreateUnbounded<RatingChunk>();
        empty.Writer.TryWrite(new RatingChunk());
        empty.Writer.TryWrite(new RatingChunk());
        var reading = Task.Run(() => ReadChunksAsync(dataset, empty.Reader, full.Writer, stopped.Token), stopped.Token);
        try
        {
            var total = 0L;
            var direct = true;
            await foreach (var chunk in full.Reader.ReadAllAsync(cancellationToken))
            {
                // Rows that are there already cost a failed copy once; then chunks are merged until one is all new.
                direct = (direct && await TryCopyAsync(connection, chunk, cancellationToken)) || await MergeAsync(connection, chunk, cancellationToken) == chunk.Count;
                total += chunk.Count;
                await onChunk(chunk.Count);
                empty.Writer.TryWrite(chunk);
            }

            return total;
        }
        finally
        {
            await stopped.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadChunksAsync(Dataset dataset, ChannelReader<RatingChunk> empty, ChannelWriter<RatingChunk> full, CancellationToken cancellationToken)
    {
        try
        {
            RatingChunk? chunk = null;
            foreach (var rating in dataset.ReadRatings())
            {
                if (chunk is null)
                {
                    chunk = await empty.ReadAsync(cancellationToken);
                    chunk.Clear();
                }

                chunk.Add(rating);
                if (chunk.IsFull)
                {
                    full.TryWrite(chunk);
                    chunk = null;
                }
            }

            if (chunk is not null)
            {
                full.TryWrite(chunk);
            }

            full.Complete();
        }
        catch (Exception exception)
        {
            full.Complete(exception);
        }
    }

    private static async Task<bool> TryCopyAsync(NpgsqlConnection connection, RatingChunk chunk, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({RatingStore.WriterLock})", cancellationToken);
            await CopyAsync(connection, "ratings", chunk, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Returns how many rows changed.</summary>
    private static async Task<int> MergeAsync(NpgsqlConnection connection, RatingChunk chunk, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(
            connection, "CREATE TEMP TABLE staged_ratings (rated_at timestamptz, user_id int, movie_id int, stars real) ON COMMIT DROP", cancellationToken);
        await CopyAsync(connection, "staged_ratings", chunk, cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({RatingStore.WriterLock})", cancellationToken);
        var changed = await ExecuteAsync(connection, MergeRatings, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string table, RatingChunk chunk, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} (rated_at, user_id, movie_id, stars) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await copy.WriteAsync(chunk.Bytes, cancellationToken);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({ImportLock})", cancellationToken);
        await ExecuteAsync(connection, CountCorrections, cancellationToken);
        await ExecuteAsync(connection, ApplyCorrections, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await ExecuteAsync(connection, "ANALYZE movies, links, tags, ratings, movie_statistics, user_statistics", cancellationToken);
        await using var users = new NpgsqlCommand("SELECT count(*) FROM user_statistics WHERE ratings > 0", connection);
        return (long)(await users.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
