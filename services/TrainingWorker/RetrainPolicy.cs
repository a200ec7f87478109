using MovieMesh.Contracts.Api;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Says when another training is worth its while: there is much that is new, or the model that serves has become worse, or old.</summary>
internal static class RetrainPolicy
{
    /// <summary>Judges the facts; the policy itself remembers nothing, so restarts and replicas make no difference.</summary>
    public static RetrainPolicyStatus Judge(RetrainFacts facts, RetrainOptions options, DateTimeOffset now)
    {
        var (newest, champion, newRatings, window) = facts;
        var volume = Math.Max(options.AfterRatings, options.AfterShare * newest.Ratings);
        var validation = champion?.HeldOut?.Rmse;
        var drifted = window is not null && window.Ratings >= options.DriftWindow ? window.Rmse : (double?)null;
        var driftsAt = options.DriftFactor is { } factor ? factor * validation : null;
        var age = now - newest.StartedAt;
        return new RetrainPolicyStatus
        {
            CheckedAt = now,
            NewestRunId = newest.Id,
            IsTraining = newest.State == StoredModelRunState.Running,
            NotBefore = newest.FinishedAt + options.Pause,
            Triggers =
            [
                new() { Name = TrainingRequests.Volume, Measure = "ratings since the newest training's data", Value = newRatings, Threshold = volume, IsDue = newRatings >= volume },
                new()
                {
                    Name = TrainingRequests.Drift,
                    Measure = $"RMSE of the serving model's predictions of the last {options.DriftWindow} ratings since the newest training's data",
                    Value = drifted,
                    Threshold = driftsAt,
                    IsDue = drifted > driftsAt,
                },
                new()
                {
                    Name = TrainingRequests.Age,
                    Measure = "seconds since the newest training began, if there is any new rating",
                    Value = age.TotalSeconds,
                    Threshold = options.AfterAge?.TotalSeconds,
                    IsDue = newRatings > 0 && age >= options.AfterAge,
                },
            ],
        };
    }

    /// <summary>The reason to train now, or null.</summary>
    public static string? Reason(RetrainPolicyStatus status) =>
        status.IsTraining || status.HeldBackBy is not null || status.CheckedAt < status.NotBefore ? null : status.Triggers.FirstOrDefault(trigger => trigger.IsDue)?.Name;
}
