using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.Users;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Recommending;

/// <summary>Makes lists for people: personal ones when there are a model and a rating that it knows, else what is popular.</summary>
internal sealed class MovieRecommender(CatalogueFeed feed, ServingExperiment models, Folding folding, IOptions<FeedbackWeights> weights)
{
    private const string Popular = "popular";
    private const string Stars = "stars";
    private const int MostReasons = 3;

    // Where everybody rates low a low rating may be above the mean, and is no praise for that.
    private const float LeastPraise = 3;

    private static readonly HashSet<int> NoneViewed = [];
    private static readonly RankingOptions ByStars = new() { ByStars = true };

    /// <summary>Whether the model that serves a user makes use of feedback beyond stars.</summary>
    public bool LearnsFromFeedback(int userId) => models.Choose(userId).Model is { Model.LearnsFromInteractions: true };

    /// <exception cref="NoStarsException">The list is to be by stars, and the model that serves predicts none.</exception>
    public Recommendations ForUser(
        int userId, UserState state, int count, MovieFilter filter, IReadOnlyList<StoredFeedback> feedback, bool excludeViewed, bool? seesToken, bool byStars)
    {
        var (model, arm) = models.Choose(userId);
        var folded = model is null ? null : FoldIn(model, state, feedback);
        var viewed = excludeViewed ? feedback.Where(given => given.Kind == nameof(FeedbackKind.Viewed)).Select(given => given.MovieId).ToHashSet() : NoneViewed;
        return List(folded, folded?.Ratings ?? state.Ratings, count, filter, viewed, byStars) with { UserId = userId, Arm = arm, SeesToken = seesToken };
    }

    /// <exception cref="NoStarsException">The list is to be by stars, and the model that serves predicts none.</exception>
    public Recommendations ForRatings(UserRatings ratings, int count, bool byStars)
    {
        var (model, arm) = models.Choose(userId: null);
        return List(model is null ? null : folding.FoldIn(model, ratings), ratings, count, default, NoneViewed, byStars) with { Arm = arm };
    }

    /// <summary>The stars that a user is expected to give a movie.</summary>
    /// <exception cref="NotReadyException">No model serves yet.</exception>
    /// <exception cref="NoStarsException">The model that serves predicts no stars.</exception>
    public Prediction Predict(int userId, UserState state, int movieId, bool withParts)
    {
        var (chosen, arm) = models.Choose(userId);
        var model = chosen ?? throw new NotReadyException("No model serves yet.");
        if (!model.Model.PredictsStars)
        {
            throw new NoStarsException(model.Model.Algorithm);
        }

        var folded = state.FoldIn(model, folding);
        return new Prediction
        {
            UserId = userId,
            MovieId = movieId,
            PredictedStars = model.Model.Predict(folded.Profile, movieId),
            ModelVersion = model.Version,
            Arm = arm,
            Parts = withParts ? Parts(folded, movieId, feed.Current) : null,
            PlaceContributions = withParts && model.Model.ExplainRank(folded.Ratings.Standing, movieId) is { } place
                ? Contributions(place, feed.Current)
                : null,
        };
    }

    private FoldedUser FoldIn(ServedModel model, UserState state, IReadOnlyList<StoredFeedback> feedback) => model.Model.LearnsFromInteractions && feedback.Count > 0
        ? folding.FoldIn(model, state.Ratings, [.. weights.Value.Sum(feedback).Select(given => new ItemInteraction(given.MovieId, given.Weight))])
        : state.FoldIn(model, folding);

    /// <summary>The prediction as the sum that it is; null for models whose predictions are none, and for movies that the model does not know.</summary>
    private static PredictionParts? Parts(FoldedUser folded, int movieId, Catalogue catalogue)
    {
        var model = folded.Model.Model;
        if (model.Explain(folded.Ratings.Standing, movieId) is not { } explanation)
        {
            return null;
        }

        var profile = folded.Profile is PairUser pair ? pair.Stars : folded.Profile;
        var userBias = profile is UserVector vector ? vector.Bias : 0;
        return new PredictionParts
        {
            Mean = model.Mean,
            UserBias = userBias,
            MovieBias = explanation.Baseline - model.Mean,
            Taste = explanation.Score - explanation.Baseline - userBias,
            Sum = explanation.Score,
            Contributions = Contributions(explanation, catalogue),
        };
    }

    private static PredictionContribution[] Contributions(PredictionExplanation explanation, Catalogue catalogue) =>
    [
        .. explanation.Contributions
            .Select(part => catalogue.TryGet(part.ItemId, out var movie)
                ? new PredictionContribution { Movie = movie.Summary, Stars = part.Stars, Contribution = part.Contribution }
                : null)
            .OfType<PredictionContribution>(),
    ];

    private Recommendations List(FoldedUser? folded, UserRatings ratings, int count, MovieFilter filter, IReadOnlySet<int> viewed, bool byStars)
    {
        var catalogue = feed.Current;
        return folded is { Profile.RatingCount: > 0 }
            ? Personal(folded, catalogue, count, filter, viewed, byStars)
            : new Recommendations
            {
                Algorithm = Popular,
                OrderedBy = Popular,
                BasedOnRatings = 0,
                Items = [.. catalogue.Popular(count, filter, ratings.Seen.Concat(viewed).ToHashSet()).Select(movie => new Contracts.Api.Recommendation { Movie = movie, Because = [] })],
            };
    }

    private static Recommendations Personal(FoldedUser folded, Catalogue catalogue, int count, MovieFilter filter, IReadOnlySet<int> viewed, bool byStars)
    {
        var (model, ratings, profile) = folded;
        if (byStars && !model.Model.PredictsStars)
        {
            throw new NoStarsException(model.Model.Algorithm);
        }

        var seen = viewed.Count == 0 ? ratings.Seen : [.. ratings.Seen, .. viewed];
        var top = model.Model.Recommend(
            profile, count, seen, id => catalogue.TryGet(id, out var movie) && filter.Allows(movie), byStars ? ByStars : null);
        var items = new List<Contracts.Api.Recommendation>(top.Length);
        foreach (var place in top)
        {
            if (catalogue.TryGet(place.ItemId, out var movie))
            {
                items.Add(new()
                {
                    Movie = movie.Summary,
                    PredictedStars = model.Model.PredictsStars ? MathF.Round(place.PredictedStars, 2) : null,
                    Because = Reasons(byStars ? model.Model.StarModel : model.Model.Ranker, ratings.Standing, place.ItemId, catalogue),
                });
            }
        }

        return new Recommendations
        {
            Algorithm = model.Model.Algorithm,
            OrderedBy = OrderOf(model.Model, byStars),
            ModelVersion = model.Version,
            BasedOnRatings = profile.RatingCount,
            Items = items,
        };
    }

    private static string OrderOf(RecommenderModel model, bool byStars) =>
        byStars || (model.RanksByStars && model.Ranker == model.StarModel) ? Stars : model.Ranker.Algorithm;

    /// <summary>
    /// The ratings that add most to what the list is ordered by. One whose dislike adds by contrast is no reason to a person, so only what
    /// was rated well is named.
    /// </summary>
    private static MovieSummary[] Reasons(RecommenderModel orders, ItemRating[] ratings, int movieId, Catalogue catalogue) =>
        orders.Explain(ratings, movieId) is not { } explanation
            ? []
            :
            [
                .. explanation.Contributions
                    .Where(part => part.Contribution > 0 && part.Stars >= MathF.Max(orders.Mean, LeastPraise))
                    .Take(MostReasons)
                    .Select(part => catalogue.TryGet(part.ItemId, out var movie) ? movie.Summary : null)
                    .OfType<MovieSummary>(),
            ];
}
