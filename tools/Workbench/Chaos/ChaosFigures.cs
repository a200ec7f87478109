namespace MovieMesh.Workbench.Chaos;

/// <summary>What a run of chaos came to.</summary>
internal sealed record ChaosFigures
{
    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyList<FaultFigure> Faults { get; init; }

    /// <summary>Kinds of faults that could not be done on this machine.</summary>
    public required IReadOnlyList<string> NotPossible { get; init; }

    public required long Sent { get; init; }

    public required long Accepted { get; init; }

    public required long Refused { get; init; }

    public required long Unanswered { get; init; }

    public required long Failed { get; init; }

    public required long Lost { get; init; }

    public required IReadOnlyList<string> LostExamples { get; init; }

    public required long Duplicated { get; init; }

    public required long Stuck { get; init; }

    public required long DeadLetters { get; init; }

    public required long Backwards { get; init; }

    public required int Trainings { get; init; }

    public required long VanishedTrainings { get; init; }

    public required long Miscounted { get; init; }

    /// <summary>How long after the last fault and the end of the load every process, the model and all lists were there; null when they were not in time.</summary>
    public required double? WholeAfterSeconds { get; init; }

    public required long Reads { get; init; }

    public required long FailedReads { get; init; }

    public required double PeacefulReadP99Milliseconds { get; init; }

    /// <summary>The share of reads answered while one of PostgreSQL, Redis and RabbitMQ was in trouble; null when none was.</summary>
    public double? AvailabilityWithoutAServer
    {
        get
        {
            var faults = Faults.Where(fault => FaultSchedule.IsServer(fault.Target)).ToArray();
            var reads = faults.Sum(fault => fault.Reads);
            return reads == 0 ? null : 1 - (faults.Sum(fault => fault.FailedReads) / (double)reads);
        }
    }

    /// <summary>Whether every promise was kept.</summary>
    public bool IsWhole => Lost == 0 && Duplicated == 0 && Stuck == 0 && Backwards == 0 && VanishedTrainings == 0 && Miscounted == 0 && Failed == 0 && WholeAfterSeconds is not null && Faults.All(fault => fault.RecoverySeconds is not null);
}
