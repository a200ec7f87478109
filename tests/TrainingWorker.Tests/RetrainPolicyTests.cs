using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>When a training is due, by facts and a clock of the test's own. The newest training ended at noon, on 1,000 ratings.</summary>
public sealed class RetrainPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly StoredModelRun Run = new()
    {
        Id = 7,
        RequestId = Guid.Empty,
        Algorithm = "als",
        Reason = "import",
        State = StoredModelRunState.Promoted,
        IsCurrent = true,
        StartedAt = Noon.AddSeconds(-10),
        FinishedAt = Noon,
        Ratings = 1_000,
        LastSequence = 1_000,
        Settings = new Dictionary<string, string>(),
        Epochs = [],
        HeldOut = new HeldOutAccuracy(0.8, null),
    };

    private static readonly RetrainOptions Options = new()
    {
        AfterRatings = 50,
        AfterShare = 0.1,
        DriftFactor = 1.5,
        DriftWindow = 20,
        AfterAge = TimeSpan.FromHours(2),
        Pause = TimeSpan.FromMinutes(5),
    };

    [Theory]
    [InlineData(50, 0.1, 99, null)]
    [InlineData(50, 0.1, 100, "volume")]
    [InlineData(150, 0.1, 149, null)]
    [InlineData(150, 0.1, 150, "volume")]
    [InlineData(50, 0, 49, null)]
    [InlineData(50, 0, 50, "volume")]
    public void Volume_BothNumberAndShareReached_Fires(int number, double share, long newRatings, string? reason)
    {
        var options = new RetrainOptions { AfterRatings = number, AfterShare = share };

        Assert.Equal(reason, At(TimeSpan.FromMinutes(30), new RetrainFacts(Run, Run, newRatings, null), options));
    }

    [Theory]
    [InlineData(20, 1.21, "drift")]
    [InlineData(20, 1.19, null)]
    [InlineData(19, 3.0, null)]
    public void Drift_WindowFullAndWorseByTheFactor_Fires(long ratings, double rmse, string? reason) =>
        Assert.Equal(reason, At(TimeSpan.FromMinutes(30), new RetrainFacts(Run, Run, 20, Window(ratings, rmse)), Options));

    [Fact]
    public void Drift_OffOrNothingToCompareWith_NeverFires()
    {
        var off = new RetrainOptions { DriftFactor = null, DriftWindow = 20 };

        Assert.Null(At(TimeSpan.FromMinutes(30), new RetrainFacts(Run, Run, 20, Window(20, 4)), off));
        Assert.Null(At(TimeSpan.FromMinutes(30), new RetrainFacts(Run, Run with { HeldOut = null }, 20, Window(20, 4)), Options));
        Assert.Null(At(TimeSpan.FromMinutes(30), new RetrainFacts(Run, null, 20, null), Options));
    }

    [Theory]
    [InlineData(119, 1, null)]
    [InlineData(120, 0, null)]
    [InlineData(120, 1, "age")]
    public void Age_OldAndSomethingNew_Fires(int minutes, long newRatings, string? reason) =>
        Assert.Equal(reason, At(TimeSpan.FromMinutes(minutes), new RetrainFacts(Run, Run, newRatings, null), Options));

    [Fact]
    public void Age_Off_NeverFires() =>
        Assert.Null(At(TimeSpan.FromDays(300), new RetrainFacts(Run, Run, 5, null), new RetrainOptions { AfterAge = null }));

    [Fact]
    public void Pause_NotOver_HoldsEveryTrigger()
    {
        var facts = new RetrainFacts(Run, Run, 5_000, Window(20, 4));

        Assert.Null(At(Options.Pause - TimeSpan.FromSeconds(1), facts, Options));
        Assert.Equal("volume", At(Options.Pause, facts, Options));
    }

    [Fact]
    public void Training_Running_NothingFires() =>
        Assert.Null(At(TimeSpan.FromDays(3), new RetrainFacts(Run with { State = StoredModelRunState.Running, FinishedAt = null }, Run, 5_000, Window(20, 4)), Options));

    [Fact]
    public void Status_BelowTheThresholds_ShowsHowFarAway()
    {
        var status = RetrainPolicy.Judge(new RetrainFacts(Run, Run, 30, Window(20, 1)), Options, Noon.AddHours(1));

        Assert.Equal([("volume", 30, 100), ("drift", 1, 1.5 * 0.8), ("age", 3_610, 7_200)], status.Triggers.Select(trigger => (trigger.Name, trigger.Value!.Value, trigger.Threshold!.Value)));
        Assert.Equal((7L, false, Noon.AddMinutes(5)), (status.NewestRunId, status.IsTraining, status.NotBefore));
    }

    [Fact]
    public void Reason_WhileAnExperimentRuns_IsNone()
    {
        var due = RetrainPolicy.Judge(new RetrainFacts(Run, Run, 1_000_000, null), Options, Noon.AddDays(2));

        Assert.NotNull(RetrainPolicy.Reason(due));
        Assert.Null(RetrainPolicy.Reason(due with { HeldBackBy = "svd++ for all" }));
    }

    private static string? At(TimeSpan afterNoon, RetrainFacts facts, RetrainOptions options) => RetrainPolicy.Reason(RetrainPolicy.Judge(facts, options, Noon + afterNoon));

    private static PrequentialWindow Window(long ratings, double rmse) => new(7, ratings, rmse, rmse, Noon, Noon);
}
