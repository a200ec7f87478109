namespace MovieMesh.Workbench.Chaos;

/// <summary>What is done when: decided by a seed alone.</summary>
internal static class FaultSchedule
{
    public const string Postgres = "postgres";
    public const string Redis = "redis";
    public const string RabbitMq = "rabbitmq";

    private const double ShortestSeconds = 3;
    private const double LongestSeconds = 20;
    private const double LongestPauseSeconds = 5;

    private static readonly FaultKind[] Any = [FaultKind.Kill, FaultKind.Pause, FaultKind.Restart];
    private static readonly HashSet<string> Servers = [Postgres, Redis, RabbitMq];

    public static bool IsServer(string target) => Servers.Contains(target);

    /// <summary>Every target is killed once, in an order of the seed's.</summary>
    public static IEnumerable<Fault> Once(int seed, IReadOnlyList<string> targets)
    {
        var shuffled = targets.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled.Select(target => new Fault(FaultKind.Kill, target, TimeSpan.Zero, TimeSpan.FromMilliseconds(500)));
    }

    /// <summary>All that can be done to each target, in an order of the seed's, and then again in another, without end. One of each kind comes first, so that a short run has them all.</summary>
    public static IEnumerable<Fault> Forever(int seed, IReadOnlyList<string> targets)
    {
        var random = new Random(seed);
        var all = targets.SelectMany(target => KindsFor(target).Select(kind => (Target: target, Kind: kind))).ToArray();
        while (true)
        {
            random.Shuffle(all);
            var first = all.DistinctBy(fault => fault.Kind).ToArray();
            foreach (var (target, kind) in first.Concat(all.Except(first)))
            {
                yield return new Fault(kind, target, Between(ShortestSeconds, LongestSeconds), Between(0, LongestPauseSeconds));
            }
        }

        TimeSpan Between(double shortest, double longest) => TimeSpan.FromSeconds(shortest + ((longest - shortest) * random.NextDouble()));
    }

    private static FaultKind[] KindsFor(string target) => target switch
    {
        Postgres => [.. Any, FaultKind.Cut, FaultKind.Disk, FaultKind.Port],
        Redis => [.. Any, FaultKind.Flush, FaultKind.Cut, FaultKind.Port],
        RabbitMq => [.. Any, FaultKind.Cut, FaultKind.Disk, FaultKind.Port],
        _ => Any,
    };
}
