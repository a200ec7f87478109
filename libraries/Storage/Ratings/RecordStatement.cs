using System.Globalization;

namespace MovieMesh.Storage.Ratings;

/// <summary>The one statement that stores a batch of submissions.</summary>
internal static class RecordStatement
{
    public const int Changed = 0;
    public const int Repeated = 1;
    public const int UnknownMovie = 2;

    /// <summary>How many of a set of (stars, sign) fall on each half star, as an array.</summary>
    public static readonly string Histogram =
        "ARRAY[" + string.Join(", ", Enumerable.Range(1, MovieStatistics.Bins).Select(bin =>
            string.Create(CultureInfo.InvariantCulture, $"coalesce(sum(sign) FILTER (WHERE stars = {bin / 2.0:0.0}), 0)::int"))) + "]";

    /// <summary>Adds what arrived as <c>excluded</c> to the row of <c>movie_statistics</c> that stands.</summary>
    public const string AddStatistics =
        """
        ON CONFLICT (movie_id) DO UPDATE SET
            ratings = movie_statistics.ratings + excluded.ratings,
            stars_sum = movie_statistics.stars_sum + excluded.stars_sum,
            histogram = ARRAY(SELECT before + delta FROM unnest(movie_statistics.histogram, excluded.histogram) WITH ORDINALITY AS bins (before, delta, bin) ORDER BY bin)
        """;

    public static readonly string Text =
        $"""
        WITH submitted AS (
            SELECT DISTINCT ON (user_id, movie_id) user_id, movie_id, stars, rated_at
            FROM unnest($1, $2, $3, $4) AS submissions (user_id, movie_id, stars, rated_at)
            ORDER BY user_id, movie_id, rated_at DESC, coalesce(stars, 0) DESC
        ), known AS (
            SELECT submitted.*, before.stars AS previous_stars, before.rated_at AS previous_rated_at, before.sequence AS previous_sequence,
                before.previous_stars AS first_previous_stars
            FROM submitted
            JOIN movies ON movies.id = submitted.movie_id
            LEFT JOIN ratings AS before USING (user_id, movie_id)
        ), written AS (
            INSERT INTO ratings (user_id, movie_id, stars, rated_at, previous_stars)
            SELECT user_id, movie_id, stars, rated_at, previous_stars
            FROM known
            WHERE previous_rated_at IS NULL OR (rated_at, coalesce(stars, 0)) > (previous_rated_at, coalesce(previous_stars, 0))
            ON CONFLICT (user_id, movie_id) DO UPDATE SET
                stars = excluded.stars, rated_at = excluded.rated_at, previous_stars = excluded.previous_stars, sequence = nextval('rating_sequence')
            RETURNING user_id, movie_id, stars, rated_at, previous_stars, sequence
        ), signed AS (
            SELECT user_id, movie_id, stars, 1 AS sign FROM written WHERE stars IS NOT NULL
            UNION ALL
            SELECT user_id, movie_id, previous_stars, -1 FROM written WHERE previous_stars IS NOT NULL
        ), movies_counted AS (
            INSERT INTO movie_statistics (movie_id, ratings, stars_sum, histogram)
            SELECT movie_id, sum(sign), sum(sign * stars::float8), {Histogram} FROM signed GROUP BY movie_id
            {AddStatistics}
        ), users_counted AS (
            INSERT INTO user_statistics (user_id, ratings)
            SELECT user_id, sum(sign) FROM signed GROUP BY user_id
            ON CONFLICT (user_id) DO UPDATE SET ratings = user_statistics.ratings + excluded.ratings
        )
        SELECT {Changed}, user_id, movie_id, stars, previous_stars, rated_at, sequence FROM written
        UNION ALL
        SELECT {Repeated}, user_id, movie_id, stars, first_previous_stars, rated_at, previous_sequence FROM known
        WHERE rated_at = previous_rated_at AND stars IS NOT DISTINCT FROM previous_stars
        UNION ALL
        SELECT DISTINCT {UnknownMovie}, 0, movie_id, NULL::real, NULL::real, NULL::timestamptz, 0 FROM submitted
        WHERE NOT EXISTS (SELECT FROM movies WHERE movies.id = submitted.movie_id)
        """;
}
