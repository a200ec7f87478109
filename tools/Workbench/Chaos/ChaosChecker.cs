using System.Diagnostics;
using MovieMesh.Contracts.Api;
using Npgsql;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Compares what the senders were promised with what PostgreSQL holds, by statements of its own.</summary>
internal sealed class ChaosChecker(MeshClient client, Ledger ledger, NpgsqlDataSource database)
{
    private const int MostExamples = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits, so long at most, until nothing is under way any more.</summary>
    /// <returns>Messages that are still in the queues; -1 when the broker does not say.</returns>
    public static async Task<long> DrainAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var stuck = (await Queues.ReadAsync(cancellationToken))?.Values.Sum() ?? -1;
            if (stuck == 0 || Stopwatch.GetElapsedTime(started) > patience)
            {
                return stuck;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>All dead letters by now, those of before this run among them.</summary>
    public Task<long> CountDeadLettersAsync(CancellationToken cancellationToken) => ScalarAsync("SELECT count(*) FROM dead_letters", cancellationToken);

    /// <summary>Ratings that were answered 202 and are not there, with their value and time; a few of them in words.</summary>
    public async Task<(long Lost, IReadOnlyList<string> Examples)> CountLostAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken);
        var lost = 0L;
        var examples = new List<string>();
        foreach (var (pair, attempts) in ledger.Attempts)
        {
            var promised = attempts.Where(attempt => attempt.RatedAt is not null).MaxBy(attempt => attempt.RatedAt);
            if (promised is null)
            {
                continue;
            }

            var isKept = stored.TryGetValue(pair, out var row)
                && ((row.RatedAt == promised.RatedAt && row.Stars == promised.Stars) || (row.RatedAt > promised.RatedAt && attempts.Exists(attempt => MayBe(attempt, row))));
            if (!isKept)
            {
                lost++;
                if (examples.Count < MostExamples)
                {
                    var stands = row.RatedAt == default ? "nothing" : Words(row.Stars, row.RatedAt);
                    examples.Add(FormattableString.Invariant($"user {pair.UserId}, movie {pair.MovieId}: {Words(promised.Stars, promised.RatedAt!.Value)} was answered 202, stored is {stands}"));
                }
            }
        }

        return (lost, examples);
    }

    /// <summary>Whatever was counted or numbered twice: rows of statistics that differ from the ratings, and sequence numbers that two ratings have.</summary>
    public Task<long> CountDuplicatesAsync(CancellationToken cancellationToken) => ScalarAsync(
        """
        SELECT
            (SELECT count(*) FROM (SELECT movie_id, count(*) AS ratings, sum(stars::float8) AS stars FROM ratings WHERE stars IS NOT NULL GROUP BY movie_id) AS counted
                FULL JOIN movie_statistics AS stood USING (movie_id)
                WHERE coalesce(counted.ratings, 0) <> coalesce(stood.ratings, 0) OR abs(coalesce(counted.stars, 0) - coalesce(stood.stars_sum, 0)) > 0.01)
            + (SELECT count(*) FROM (SELECT user_id, count(*) AS ratings FROM ratings WHERE stars IS NOT NULL GROUP BY user_id) AS counted
                FULL JOIN user_statistics AS stood USING (user_id)
                WHERE coalesce(counted.ratings, 0) <> coalesce(stood.ratings, 0))
            + (SELECT count(*) - count(DISTINCT sequence) FROM ratings)
        """,
        cancellationToken);

    /// <summary>Trainings that were answered 202 and of which nothing came.</summary>
    public async Task<long> CountVanishedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var command = database.CreateCommand(
                "SELECT count(*) FROM unnest($1) AS asked (id) WHERE NOT EXISTS (SELECT FROM model_runs WHERE request_id = asked.id AND state IN ('Promoted', 'Rejected', 'Challenger'))");
            command.Parameters.Add(new() { Value = ledger.Trainings.ToArray() });
            var vanished = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            if (vanished == 0 || Stopwatch.GetElapsedTime(started) > patience)
            {
                return vanished;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>By how many ratings the gateway's figures differ from PostgreSQL's, once they have had time to come.</summary>
    public async Task<long> CountMiscountedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await client.SendAsync(HttpMethod.Get, "/api/status", null, MeshClient.ReadPatience, cancellationToken);
            var stands = await ScalarAsync("SELECT count(*) FROM ratings WHERE stars IS NOT NULL", cancellationToken);
            var difference = answer.IsOk ? Math.Abs(answer.Read<MeshStatus>().Dataset.Ratings - stands) : stands;
            if (difference == 0 || Stopwatch.GetElapsedTime(started) > patience)
            {
                return difference;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    private static string Words(float? stars, DateTimeOffset ratedAt) => FormattableString.Invariant($"{(stars is { } given ? given : "withdrawn")} of {ratedAt:O}");

    /// <summary>
    /// An attempt that was not answered 202 may have been taken all the same: where the broker had it and only its confirm was late, or, where there was no answer at all, by a
    /// gateway that went on with it when its sender had long given up.
    /// </summary>
    private static bool MayBe(Attempt attempt, (float? Stars, DateTimeOffset RatedAt) row) => attempt.RatedAt is null && attempt.Stars == row.Stars && attempt.SentAt <= row.RatedAt;

    private async Task<Dictionary<(int UserId, int MovieId), (float? Stars, DateTimeOffset RatedAt)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT user_id, movie_id, stars, rated_at FROM ratings WHERE user_id = ANY($1)");
        command.Parameters.Add(new() { Value = ledger.Attempts.Keys.Select(pair => pair.UserId).Distinct().ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<(int UserId, int MovieId), (float? Stars, DateTimeOffset RatedAt)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetInt32(0), reader.GetInt32(1)), (reader.IsDBNull(2) ? null : reader.GetFloat(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return rows;
    }

    private async Task<long> ScalarAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
