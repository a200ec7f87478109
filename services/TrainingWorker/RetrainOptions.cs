using System.ComponentModel.DataAnnotations;

namespace MovieMesh.TrainingWorker;

/// <summary>When to train without being asked, under <c>Training:Retrain</c>.</summary>
internal sealed class RetrainOptions
{
    /// <summary>The least new ratings that make it worth training again. Default 500, from 1.</summary>
    [Range(1, int.MaxValue)]
    public int AfterRatings { get; set; } = 500;

    /// <summary>The least share of the newest training's data that must be new: both this and <see cref="AfterRatings"/> must be reached. Default 0.01, from 0 (off) to 10.</summary>
    [Range(0, 10.0)]
    public double AfterShare { get; set; } = 0.01;

    /// <summary>
    /// Train when the serving model predicts new ratings worse than those held out of its training by this factor. Default 1.25, from 1 to 10; null never.
    /// Visitors' first ratings are harder to predict than a known user's, so some excess is no drift.
    /// </summary>
    [Range(1, 10.0)]
    public double? DriftFactor { get; set; } = 1.25;

    /// <summary>How many of the newest predictions drift is judged by; with fewer it is not. Default 200, from 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int DriftWindow { get; set; } = 200;

    /// <summary>Train at this age of the newest training when there is any new rating. Default a day, from 1 s to a year; null never.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan? AfterAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The least pause between the end of a training and one that nobody asked for. Default 1 min, from 0 to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look. Default 5 s, from 0.1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);
}
