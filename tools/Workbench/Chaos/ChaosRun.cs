using System.Diagnostics;
using MovieMesh.Contracts.Api;
using Npgsql;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Breaks a mesh under load, one fault after the other, and looks whether all was kept that was promised.</summary>
internal sealed class ChaosRun(MeshClient client, NpgsqlDataSource database, int[] movies, int seed, int rate)
{
    private const int ProbeUser = 699_999_999;
    private const int Peace = -1;

    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BeforeAndAfter = TimeSpan.FromSeconds(2);

    private readonly Ledger _ledger = new();
    private readonly ReadLog _reads = new();
    private readonly HashSet<string> _impossible = [];

    /// <summary>What failed among the reads, for people who want to know why.</summary>
    public IReadOnlyCollection<string> FailedReads => _reads.Failures;

    /// <param name="faults">What to do; each when the one before is over.</param>
    /// <param name="duration">After that, no more are begun.</param>
    /// <param name="isWhole">Whether the mesh counts as recovered only when models and lists are there again too.</param>
    /// <param name="onFault">Is told of each fault.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChaosFigures> RunAsync(IEnumerable<Fault> faults, TimeSpan duration, bool isWhole, Action<FaultFigure> onFault, CancellationToken cancellationToken)
    {
        var checker = new ChaosChecker(client, _ledger, database);
        var lettersBefore = await checker.CountDeadLettersAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = new ChaosLoad(client, _ledger, _reads, movies, seed, rate).RunAsync(enough.Token);
        var signingIn = KeepSignedInAsync(enough.Token);
        await Task.Delay(BeforeAndAfter, cancellationToken);
        var figures = new List<FaultFigure>();
        foreach (var fault in faults)
        {
            await Task.Delay(fault.Pause, cancellationToken);
            if (clock.Elapsed >= duration)
            {
                break;
            }

            if (await DoAsync(fault, figures.Count, isWhole, cancellationToken) is { } figure)
            {
                figures.Add(figure);
                onFault(figure);
            }
        }

        await Task.Delay(BeforeAndAfter, cancellationToken);
        await enough.CancelAsync();
        await Task.WhenAll(load, signingIn);
        var seconds = clock.Elapsed.TotalSeconds;
        var whole = await BecomeWholeAsync(cancellationToken);
        var vanished = await checker.CountVanishedAsync(DrainPatience, cancellationToken);
        var stuck = await ChaosChecker.DrainAsync(DrainPatience, cancellationToken);
        var (lost, examples) = await checker.CountLostAsync(cancellationToken);
        var all = Enumerable.Range(Peace, figures.Count + 1).Select(_reads.Of).ToArray();
        return new ChaosFigures
        {
            Seed = seed,
            Seconds = seconds,
            Faults = figures,
            NotPossible = [.. _impossible.Order(StringComparer.Ordinal)],
            Sent = _ledger.Sent,
            Accepted = _ledger.Accepted,
            Refused = _ledger.Refused,
            Unanswered = _ledger.Unanswered,
            Failed = _ledger.Failed,
            Lost = lost,
            LostExamples = examples,
            Duplicated = await checker.CountDuplicatesAsync(cancellationToken),
            Stuck = stuck,
            DeadLetters = await checker.CountDeadLettersAsync(cancellationToken) - lettersBefore,
            Backwards = _ledger.Backwards,
            Trainings = _ledger.Trainings.Count,
            VanishedTrainings = vanished,
            Miscounted = await checker.CountMiscountedAsync(DrainPatience, cancellationToken),
            WholeAfterSeconds = whole?.TotalSeconds,
            Reads = all.Sum(counts => counts.Reads),
            FailedReads = all.Sum(counts => counts.Failed),
            PeacefulReadP99Milliseconds = Benchmarks.Percentiles.Of([.. _reads.Of(Peace).Milliseconds.Order()]).P99,
        };
    }

    private async Task<FaultFigure?> DoAsync(Fault fault, int number, bool isWhole, CancellationToken cancellationToken)
    {
        var before = RunningMesh.State()?.Resources.FirstOrDefault(resource => resource.Name == fault.Target)?.Restarts;
        _reads.Fault = number;
        try
        {
            var started = Stopwatch.GetTimestamp();
            if (!await FaultInjector.InjectAsync(fault, cancellationToken))
            {
                _impossible.Add($"{fault.Kind.ToString().ToLowerInvariant()} {fault.Target}");
                return null;
            }

            var lasted = Stopwatch.GetElapsedTime(started);
            var isRestarted = fault.Kind is FaultKind.Kill or FaultKind.Restart or FaultKind.Port;
            var recovered = await RecoverAsync(fault.Target, isRestarted ? before : null, isWhole, cancellationToken);
            var counts = _reads.Of(number);
            return new FaultFigure(fault.Kind, fault.Target, lasted.TotalSeconds, recovered?.TotalSeconds, counts.Reads, counts.Failed, counts.Stale);
        }
        finally
        {
            _reads.Fault = Peace;
        }
    }

    /// <summary>Waits until the process is there again, and a rating that is given now is seen.</summary>
    private async Task<TimeSpan?> RecoverAsync(string target, int? restarts, bool isWhole, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < RecoveryPatience)
        {
            var state = RunningMesh.State()?.Resources.FirstOrDefault(resource => resource.Name == target);
            if (state is { Healthy: true } && (restarts is null || state.Restarts > restarts) && await IsServingAsync(isWhole, cancellationToken))
            {
                return Stopwatch.GetElapsedTime(started);
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return null;
    }

    private async Task<TimeSpan?> BecomeWholeAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < RecoveryPatience)
        {
            if (RunningMesh.State() is { } state && state.Resources.All(resource => resource.Healthy) && await IsServingAsync(isWhole: true, cancellationToken))
            {
                return Stopwatch.GetElapsedTime(started);
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return null;
    }

    private async Task<bool> IsServingAsync(bool isWhole, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"/api/users/{ProbeUser}/ratings/{movies[0]}");
        var rated = await client.SendAsync(HttpMethod.Put, path, new RateMovie { Stars = 4 }, MeshClient.WritePatience, cancellationToken);
        if (rated.Status != 202)
        {
            return false;
        }

        var accepted = rated.Read<RatingAccepted>();
        var read = await client.SendAsync(HttpMethod.Get, $"{path}?token={accepted.Token}", null, MeshClient.ReadPatience, cancellationToken);
        if (read.Status != 200 || read.Read<UserRating>().RatedAt < accepted.RatedAt)
        {
            return false;
        }

        if (!isWhole)
        {
            return true;
        }

        var status = await client.SendAsync(HttpMethod.Get, "/api/status", null, MeshClient.ReadPatience, cancellationToken);
        return status.IsOk && status.Read<MeshStatus>().Ready;
    }

    /// <summary>An access token is good for a quarter of an hour.</summary>
    private async Task KeepSignedInAsync(CancellationToken enough)
    {
        var pace = new Pace(TimeSpan.FromSeconds(20), 1);
        var signedInAt = Stopwatch.GetTimestamp();
        while (await pace.WaitAsync(enough))
        {
            if (Stopwatch.GetElapsedTime(signedInAt) < TimeSpan.FromMinutes(8))
            {
                continue;
            }

            var answer = await client.SendAsync(HttpMethod.Post, "/api/account/sign-in", RunningMesh.Administrator(), MeshClient.WritePatience, CancellationToken.None);
            if (answer.IsOk)
            {
                client.AccessToken = answer.Read<UserSession>().AccessToken;
                signedInAt = Stopwatch.GetTimestamp();
            }
        }
    }
}
