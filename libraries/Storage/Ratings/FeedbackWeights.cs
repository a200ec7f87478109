using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Storage.Ratings;

/// <summary>
/// What feedback beside stars counts for algorithms that learn from it, under <c>Feedback</c>; a rating that just counts as liked is 1. Several kinds for one movie add up; 0 ignores a
/// kind. Trainer and gateway must agree: whoever was trained is folded in by the same weights.
/// </summary>
public sealed class FeedbackWeights
{
    /// <summary>A movie that was watched. Default 0.5, from 0 to 100.</summary>
    [Range(0, 100.0)]
    public float Viewed { get; set; } = 0.5f;

    /// <summary>A movie that was looked at more closely. Default 0.1, from 0 to 100.</summary>
    [Range(0, 100.0)]
    public float Clicked { get; set; } = 0.1f;

    /// <summary>A movie that was put aside for later. Default 0.5, from 0 to 100.</summary>
    [Range(0, 100.0)]
    public float Wishlisted { get; set; } = 0.5f;

    /// <summary>What the feedback of each user about each movie adds up to, where that is more than nothing; ascending by user, then movie.</summary>
    public IReadOnlyList<(int UserId, int MovieId, float Weight)> Sum(IEnumerable<StoredFeedback> feedback) =>
    [
        .. feedback
            .GroupBy(given => (given.UserId, given.MovieId), given => Of(given.Kind))
            .Select(pair => (pair.Key.UserId, pair.Key.MovieId, Weight: pair.Sum()))
            .Where(pair => pair.Weight > 0)
            .OrderBy(pair => pair.UserId)
            .ThenBy(pair => pair.MovieId),
    ];

    private float Of(string kind) => kind switch
    {
        nameof(Viewed) => Viewed,
        nameof(Clicked) => Clicked,
        nameof(Wishlisted) => Wishlisted,
        _ => 0,
    };
}
