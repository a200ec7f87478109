using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Recommending;
using MovieMesh.QueryApi.Users;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>What a user may like.</summary>
internal static class RecommendationsApi
{
    private const int MostRatings = 1_000;
    private const int LongestWish = 1_000;
    private const int MostLiked = 100;

    // What a list can be ordered by beside the model's usual order.
    private static readonly Dictionary<string, bool> Sorts = new(StringComparer.OrdinalIgnoreCase) { ["stars"] = true };

    public static void MapRecommendationsApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Recommendations");
        api.MapGet("/users/{id}/recommendations", ForUser).WithName("GetRecommendations").WithSummary("Movies for a user, best first.")
            .WithDescription(
                "Ordered by what the model's ranker says, with sort=stars by the stars expected; orderedBy tells by which. Movies that the user has rated are left out, with excludeViewed=true also those reported as viewed. Each comes "
                + "with the stars expected and what the user rated well that speaks most for its place. Until the model knows a rating of the user, the list is what is popular. A model of implicit feedback goes by what the user viewed, clicked and wishlisted too. With a read token the answer waits, bounded, until that rating counts, and seesToken tells whether it does.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample(Examples.ForUser);
        api.MapPost("/recommendations/from-ratings", FromRatings).ForEverybody().WithName("RecommendFromRatings").WithSummary("Movies for someone with a few ratings, which are not stored.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample(Examples.ForVisitor, Examples.FromRatings);
        api.MapPost("/recommendations/from-words", FromWords).ForEverybody().WithName("RecommendFromWords").WithSummary("Movies for what somebody would like to see, in their own words.")
            .WithDescription("By title words, tags and genres; a word that a 'not' stands before counts against a movie. Each movie comes with what matched.")
            .WithExample(Examples.WordMatches, Examples.FromWords);
        api.MapGet("/predictions/{userId}/{movieId}", Predict).WithName("Predict").WithSummary("The stars that a user is expected to give a movie.")
            .WithDescription("With parts=true also what they are made of (mean, user bias, movie bias, taste) and what each rating of the user adds, where the model is such a sum; and what each adds to the movie's place in the user's list.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Prediction);
    }

    private static async Task<Results<Ok<Recommendations>, ValidationProblem>> ForUser(
        [Range(1, int.MaxValue)] int id,
        CatalogueFeed feed,
        UserStates users,
        MovieRecommender recommender,
        FeedbackStore feedback,
        IOptions<GatewayOptions> gateway,
        CancellationToken cancellationToken,
        [ListSize] int count = 20,
        string? genre = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearFrom = null,
        [Range(Input.FirstYear, Input.LastYear)] int? yearTo = null,
        string? token = null,
        bool excludeViewed = false,
        string? sort = null)
    {
        var input = new Input();
        var byStars = input.OneOf("sort", sort, Sorts) is true;
        var filter = input.Filter(feed.Current, genre, yearFrom, yearTo);
        var wanted = input.Token(token);
        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var given = await ReadFeedbackAsync(feedback, id, isNeeded: excludeViewed, isUseful: recommender.LearnsFromFeedback(id), gateway.Value.StoreWait, cancellationToken);
        var (state, seesToken, isStale) = await users.GetAsync(id, wanted, cancellationToken);
        return TypedResults.Ok(recommender.ForUser(id, state, count, filter, given, excludeViewed, seesToken, byStars) with { Stale = isStale });
    }

    private static async Task<IReadOnlyList<StoredFeedback>> ReadFeedbackAsync(FeedbackStore feedback, int userId, bool isNeeded, bool isUseful, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return isNeeded || isUseful ? await feedback.ReadUserAsync(userId, cancellationToken).WaitAsync(patience, cancellationToken) : [];
        }
        catch (Exception exception) when (!isNeeded && (exception is TimeoutException || StoreFaults.IsAway(exception)))
        {
            // A list from the ratings in memory is better than none.
            return [];
        }
    }

    private static Results<Ok<Recommendations>, ValidationProblem> FromRatings(
        RecommendFromRatings request, CatalogueFeed feed, MovieRecommender recommender, IOptions<LimitOptions> limits, TimeProvider time)
    {
        var input = new Input();
        input.CheckListSize("count", request.Count, limits.Value);
        var byStars = input.OneOf("sort", request.Sort, Sorts) is true;
        if (request.Ratings is null || request.Ratings.Count > MostRatings)
        {
            input.Reject("ratings", $"There must be at most {MostRatings} ratings.");
        }
        else
        {
            Check(request.Ratings, feed.Current, input);
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var now = time.GetUtcNow();
        var ratings = UserRatings.None.Merge(request.Ratings!.Select(rating => new StoredRating(rating.MovieId, rating.Stars, now)));
        return TypedResults.Ok(recommender.ForRatings(ratings, request.Count, byStars));
    }

    private static async Task<Results<Ok<IReadOnlyList<WordMatch>>, ValidationProblem>> FromWords(
        RecommendFromWords request, CatalogueFeed feed, WishIndex wishes, IOptions<LimitOptions> limits, CancellationToken cancellationToken)
    {
        var (input, catalogue) = (new Input(), feed.Current);
        input.CheckListSize("limit", request.Limit, limits.Value);
        if (request.Text is not { Length: <= LongestWish })
        {
            input.Reject("text", $"The text must be there, and have at most {LongestWish} characters.");
        }

        if (request.LikedMovieIds is not { Count: <= MostLiked })
        {
            input.Reject("likedMovieIds", $"There must be at most {MostLiked} movies.");
        }

        var genres = new List<string>();
        foreach (var genre in request.Genres ?? [])
        {
            if (catalogue.TryGetGenre(genre ?? "", out var known))
            {
                genres.Add(known);
            }
            else
            {
                input.Reject("genres", $"There is no genre '{genre}'.");
            }
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var search = await wishes.GetAsync(cancellationToken);
        var matches = search.Find(new Wish(request.Text!) { Genres = genres, LikedItemIds = request.LikedMovieIds! }, request.Limit);
        return TypedResults.Ok<IReadOnlyList<WordMatch>>(
        [
            .. from match in matches
               let movie = catalogue.TryGet(match.ItemId, out var known) ? known : null
               where movie is not null
               select new WordMatch { Movie = movie.Summary, Score = match.Score, Matched = match.Words },
        ]);
    }

    private static async Task<Results<Ok<Prediction>, ProblemHttpResult>> Predict(
        [Range(1, int.MaxValue)] int userId, int movieId, CatalogueFeed feed, UserStates users, MovieRecommender recommender, CancellationToken cancellationToken, bool parts = false)
    {
        if (!feed.Current.TryGet(movieId, out _))
        {
            return Missing.Movie(movieId);
        }

        var (state, _, isStale) = await users.GetAsync(userId, null, cancellationToken);
        return TypedResults.Ok(recommender.Predict(userId, state, movieId, parts) with { Stale = isStale });
    }

    private static void Check(IReadOnlyList<MovieStars> ratings, Catalogue catalogue, Input input)
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < ratings.Count; i++)
        {
            if (ratings[i] is not { } rating)
            {
                input.Reject($"ratings[{i}]", "This is no rating.");
                continue;
            }

            input.CheckStars($"ratings[{i}].stars", rating.Stars);
            if (!catalogue.TryGet(rating.MovieId, out _))
            {
                input.Reject($"ratings[{i}].movieId", $"There is no movie {rating.MovieId}.");
            }
            else if (!seen.Add(rating.MovieId))
            {
                input.Reject($"ratings[{i}].movieId", $"Movie {rating.MovieId} is rated twice.");
            }
        }
    }
}
