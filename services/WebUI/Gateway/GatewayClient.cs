using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>The gateway's HTTP API, typed. Every failure is a <see cref="GatewayException"/> whose message can be shown.</summary>
public sealed class GatewayClient(IHttpClientFactory clients, GatewaySession session)
{
    public const string HttpClientName = "gateway";

    /// <summary>For what takes as long as it takes.</summary>
    public const string UploadClientName = "gateway-uploads";

    private const string ExperimentAddress = "/api/experiment";

    private const string RefreshAddress = "/api/account/refresh";

    // A request may wait a moment on its way.
    private static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(30);

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task<Page<MovieSummary>> SearchMoviesAsync(MovieQuery query, CancellationToken cancellationToken) =>
        GetAsync<Page<MovieSummary>>(
            Address(
                "/api/movies",
                ("search", query.Search),
                ("genre", query.Genre),
                ("yearFrom", query.YearFrom),
                ("yearTo", query.YearTo),
                ("sort", query.Sort),
                ("page", query.Page),
                ("pageSize", query.PageSize)),
            cancellationToken);

    public Task<MovieDetails> ReadMovieAsync(int movieId, CancellationToken cancellationToken) =>
        GetAsync<MovieDetails>(Address($"/api/movies/{movieId}"), cancellationToken);

    public Task<SimilarMovies> ReadSimilarAsync(int movieId, string measure, int count, CancellationToken cancellationToken) =>
        GetAsync<SimilarMovies>(Address($"/api/movies/{movieId}/similar", ("measure", measure), ("count", count)), cancellationToken);

    public Task<SimilarToMovies> FindSimilarAsync(FindSimilarMovies request, CancellationToken cancellationToken) =>
        SendAsync<SimilarToMovies>(HttpMethod.Post, "/api/movies/similar", request, cancellationToken);

    public Task<IReadOnlyList<WordMatch>> RecommendFromWordsAsync(RecommendFromWords wish, CancellationToken cancellationToken) =>
        SendAsync<IReadOnlyList<WordMatch>>(HttpMethod.Post, "/api/recommendations/from-words", wish, cancellationToken);

    public Task<IReadOnlyList<string>> ReadGenresAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>("/api/genres", cancellationToken);

    public Task<IReadOnlyList<MovieSummary>> ReadListAsync(string list, int count, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<MovieSummary>>(Address($"/api/lists/{list}", ("count", count)), cancellationToken);

    public Task<UserSession> CreateVisitorAsync(CancellationToken cancellationToken) =>
        SendAsync<UserSession>(HttpMethod.Post, "/api/users", null, cancellationToken);

    public Task<UserSession> RegisterAsync(Credentials credentials, CancellationToken cancellationToken) =>
        SendAsync<UserSession>(HttpMethod.Post, "/api/account/register", credentials, cancellationToken);

    public Task<UserSession> SignInAsync(Credentials credentials, CancellationToken cancellationToken) =>
        SendAsync<UserSession>(HttpMethod.Post, "/api/account/sign-in", credentials, cancellationToken);

    public Task<UserSession> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        SendAsync<UserSession>(HttpMethod.Post, RefreshAddress, new RefreshSession { RefreshToken = refreshToken }, cancellationToken);

    public Task<UserSession> ChangePasswordAsync(ChangePassword change, CancellationToken cancellationToken) =>
        SendAsync<UserSession>(HttpMethod.Post, "/api/account/password", change, cancellationToken);

    public Task SignOutAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "/api/account/sign-out", null, _ => Task.FromResult<object?>(true), cancellationToken);

    public Task DeleteAccountAsync(DeleteAccount confirmation, CancellationToken cancellationToken) =>
        SendAsync<AccountSummary>(HttpMethod.Post, "/api/account/delete", confirmation, cancellationToken);

    public Task<IReadOnlyList<DatasetImport>> ReadImportsAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<DatasetImport>>("/api/imports", cancellationToken);

    public Task<ImportAccepted> ImportAsync(StartImport request, CancellationToken cancellationToken) =>
        SendAsync<ImportAccepted>(HttpMethod.Post, "/api/imports", request, cancellationToken);

    /// <summary>Hands a zipped data set on as it comes in.</summary>
    public Task<ImportAccepted> UploadAsync(Stream zip, string? name, bool isStrict, CancellationToken cancellationToken) =>
        SendAsync<ImportAccepted>(
            UploadClientName, HttpMethod.Post, Address("/api/imports/upload", ("name", name), ("strict", isStrict ? "true" : null)), new StreamContent(zip),
            content => content.ReadFromJsonAsync<ImportAccepted>(Json, cancellationToken), cancellationToken);

    public Task<Page<UserSummary>> SearchUsersAsync(string? search, int page, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<Page<UserSummary>>(Address("/api/users", ("search", search), ("page", page), ("pageSize", pageSize)), cancellationToken);

    public Task<UserSummary> ReadUserAsync(int userId, CancellationToken cancellationToken) =>
        GetAsync<UserSummary>(Address($"/api/users/{userId}"), cancellationToken);

    /// <summary>The users most similar to one, most similar first.</summary>
    public Task<SimilarUsers> ReadSimilarUsersAsync(int userId, string measure, int count, CancellationToken cancellationToken) =>
        GetAsync<SimilarUsers>(Address($"/api/users/{userId}/similar", ("measure", measure), ("count", count)), cancellationToken);

    /// <summary>What the users most similar to one loved and that one has not rated.</summary>
    public Task<RecommendationsFromSimilar> RecommendFromSimilarAsync(int userId, string measure, int neighbours, int count, CancellationToken cancellationToken) =>
        GetAsync<RecommendationsFromSimilar>(
            Address($"/api/users/{userId}/recommendations/from-similar", ("measure", measure), ("neighbours", neighbours), ("count", count)), cancellationToken);

    /// <summary>How alike each of two or more users is to each other.</summary>
    public Task<ComparedUsers> CompareUsersAsync(IEnumerable<int> userIds, string measure, string order, CancellationToken cancellationToken) =>
        GetAsync<ComparedUsers>(Address("/api/users/similarities", ("users", string.Join(',', userIds)), ("measure", measure), ("order", order)), cancellationToken);

    public Task<Page<UserRating>> ReadRatingsAsync(int userId, string? token, int page, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<Page<UserRating>>(Address($"/api/users/{userId}/ratings", ("token", token), ("page", page), ("pageSize", pageSize)), cancellationToken);

    /// <summary>The user's rating of the movie, or null when there is none.</summary>
    public async Task<UserRating?> FindRatingAsync(int userId, int movieId, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync<UserRating>(Address($"/api/users/{userId}/ratings/{movieId}"), cancellationToken);
        }
        catch (GatewayException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<RatingAccepted> RateAsync(int userId, int movieId, float stars, CancellationToken cancellationToken) =>
        SendAsync<RatingAccepted>(HttpMethod.Put, Address($"/api/users/{userId}/ratings/{movieId}"), new RateMovie { Stars = stars }, cancellationToken);

    public Task<RatingAccepted> WithdrawAsync(int userId, int movieId, CancellationToken cancellationToken) =>
        SendAsync<RatingAccepted>(HttpMethod.Delete, Address($"/api/users/{userId}/ratings/{movieId}"), null, cancellationToken);

    public Task<Recommendations> RecommendAsync(int userId, RecommendationQuery query, string? token, CancellationToken cancellationToken) =>
        GetAsync<Recommendations>(
            Address(
                $"/api/users/{userId}/recommendations",
                ("count", query.Count),
                ("genre", query.Genre),
                ("yearFrom", query.YearFrom),
                ("yearTo", query.YearTo),
                ("excludeViewed", query.ExcludeViewed ? "true" : null),
                ("sort", query.Sort),
                ("token", token)),
            cancellationToken);

    /// <summary>The stars expected, with their parts where the model has them.</summary>
    public Task<Prediction> PredictAsync(int userId, int movieId, CancellationToken cancellationToken) =>
        GetAsync<Prediction>(Address($"/api/predictions/{userId}/{movieId}", ("parts", "true")), cancellationToken);

    public Task<IReadOnlyList<ModelRun>> ReadModelsAsync(int count, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ModelRun>>(Address("/api/models", ("count", count)), cancellationToken);

    public Task<IReadOnlyList<AlgorithmSummary>> ReadAlgorithmsAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<AlgorithmSummary>>("/api/algorithms", cancellationToken);

    /// <summary>Trains now; with <paramref name="asChallenger"/> the model is only kept, to be tried in an experiment or promoted by hand.</summary>
    public Task<TrainingAccepted> TrainAsync(string? algorithm, bool asChallenger, CancellationToken cancellationToken) =>
        SendAsync<TrainingAccepted>(HttpMethod.Post, "/api/models/train", new RequestTraining { Algorithm = algorithm, Promote = asChallenger ? false : null }, cancellationToken);

    /// <summary>The experiment that runs, or the last one that did; null when there was none.</summary>
    public async Task<Experiment?> FindExperimentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync<Experiment>(ExperimentAddress, cancellationToken);
        }
        catch (GatewayException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<Experiment> StartExperimentAsync(StartExperiment request, CancellationToken cancellationToken) =>
        SendAsync<Experiment>(HttpMethod.Put, ExperimentAddress, request, cancellationToken);

    public Task<Experiment> EndExperimentAsync(CancellationToken cancellationToken) =>
        SendAsync<Experiment>(HttpMethod.Delete, ExperimentAddress, null, cancellationToken);

    public Task<IReadOnlyList<T>> ReadStatisticsAsync<T>(string name, StatisticsQuery query, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<T>>(AddressOf(name, query), cancellationToken);

    /// <summary>The same as comma-separated values, in UTF-8.</summary>
    public Task<Stream> ReadStatisticsCsvAsync(string name, StatisticsQuery query, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Get,
            AddressOf(name, query, "csv"),
            null,
            async content => (Stream?)new MemoryStream(await content.ReadAsByteArrayAsync(cancellationToken), writable: false),
            cancellationToken);

    /// <summary>What was rated of a movie in each year.</summary>
    public Task<IReadOnlyList<YearFigures>> ReadMovieYearsAsync(int movieId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<YearFigures>>(Address($"/api/statistics/movies/{movieId}/years"), cancellationToken);

    /// <summary>What the user's ratings tell of their taste.</summary>
    public Task<UserProfile> ReadProfileAsync(int userId, string? token, CancellationToken cancellationToken) =>
        GetAsync<UserProfile>(Address($"/api/users/{userId}/profile", ("token", token)), cancellationToken);

    public Task<UserFeedback> GiveFeedbackAsync(int userId, int movieId, FeedbackKind kind, CancellationToken cancellationToken) =>
        SendAsync<UserFeedback>(HttpMethod.Post, Address($"/api/users/{userId}/feedback"), new GiveFeedback { MovieId = movieId, Kind = kind }, cancellationToken);

    public Task<UserFeedback> WithdrawFeedbackAsync(int userId, int movieId, FeedbackKind kind, CancellationToken cancellationToken) =>
        SendAsync<UserFeedback>(HttpMethod.Delete, Address($"/api/users/{userId}/feedback/{movieId}/{kind}"), null, cancellationToken);

    /// <summary>The movies of a user's feedback of one kind, newest first.</summary>
    public Task<IReadOnlyList<UserFeedback>> ReadFeedbackAsync(int userId, FeedbackKind kind, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<UserFeedback>>(Address($"/api/users/{userId}/feedback", ("kind", kind)), cancellationToken);

    public Task<IReadOnlyList<PrequentialModel>> ReadPrequentialAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<PrequentialModel>>("/api/models/prequential", cancellationToken);

    public Task<RetrainPolicyStatus> ReadPolicyAsync(CancellationToken cancellationToken) =>
        GetAsync<RetrainPolicyStatus>("/api/models/policy", cancellationToken);

    public Task<PromotionAccepted> PromoteAsync(long run, CancellationToken cancellationToken) =>
        SendAsync<PromotionAccepted>(HttpMethod.Post, Address($"/api/models/{run}/promote"), null, cancellationToken);

    public Task<ModelRun> CancelTrainingAsync(long run, CancellationToken cancellationToken) =>
        SendAsync<ModelRun>(HttpMethod.Post, Address($"/api/models/{run}/cancel"), null, cancellationToken);

    public Task<PromotionAccepted> RollBackAsync(CancellationToken cancellationToken) =>
        SendAsync<PromotionAccepted>(HttpMethod.Post, "/api/models/rollback", null, cancellationToken);

    public Task<MeshStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        GetAsync<MeshStatus>("/api/status", cancellationToken);

    public Task<IReadOnlyList<QueueStatus>> ReadQueuesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<QueueStatus>>("/api/queues", cancellationToken);

    public Task<Page<DeadLetter>> ReadDeadLettersAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<Page<DeadLetter>>(Address("/api/dead-letters", ("page", page), ("pageSize", pageSize)), cancellationToken);

    public Task ReplayDeadLetterAsync(Guid id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Address($"/api/dead-letters/{id}/replay"), null, _ => Task.FromResult<object?>(true), cancellationToken);

    public Task<DeadLettersReplayed> ReplayDeadLettersAsync(CancellationToken cancellationToken) =>
        SendAsync<DeadLettersReplayed>(HttpMethod.Post, "/api/dead-letters/replay", null, cancellationToken);

    public Task DiscardDeadLetterAsync(Guid id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, Address($"/api/dead-letters/{id}"), null, _ => Task.FromResult<object?>(true), cancellationToken);

    internal static string Address(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var parts = new List<string>(query.Length);
        foreach (var (name, value) in query)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture);
            if (!string.IsNullOrEmpty(text))
            {
                parts.Add($"{name}={Uri.EscapeDataString(text)}");
            }
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    public Task<GatewayHealth> ReadHealthAsync(CancellationToken cancellationToken) =>
        GetAsync<GatewayHealth>("/health", cancellationToken);

    private static string AddressOf(string statistic, StatisticsQuery query, string? format = null) =>
        Address($"/api/statistics/{statistic}", ("genre", query.Genre), ("yearFrom", query.YearFrom), ("yearTo", query.YearTo), ("format", format));

    private Task<T> GetAsync<T>(string address, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, address, null, cancellationToken);

    private Task<T> SendAsync<T>(HttpMethod method, string address, object? body, CancellationToken cancellationToken) =>
        SendAsync(method, address, body, content => content.ReadFromJsonAsync<T>(Json, cancellationToken), cancellationToken);

    private Task<T> SendAsync<T>(HttpMethod method, string address, object? body, Func<HttpContent, Task<T?>> read, CancellationToken cancellationToken) =>
        SendAsync(HttpClientName, method, address, body is null ? null : JsonContent.Create(body, body.GetType(), options: Json), read, cancellationToken);

    private async Task<T> SendAsync<T>(
        string clientName, HttpMethod method, string address, HttpContent? content, Func<HttpContent, Task<T?>> read, CancellationToken cancellationToken)
    {
        if (address != RefreshAddress)
        {
            await RenewAsync(cancellationToken);
        }

        try
        {
            using var client = clients.CreateClient(clientName);
            using var request = new HttpRequestMessage(method, address) { Content = content };
            if (session.Current is { } current)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current.AccessToken);
            }

            if (session.ClientAddress is { } browser)
            {
                request.Headers.Add("X-Forwarded-For", browser);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new GatewayException(await DescribeAsync(response, cancellationToken), (int)response.StatusCode);
            }

            return await read(response.Content)
                ?? throw new GatewayException("The gateway gave an empty answer.", (int)response.StatusCode);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException("The gateway took too long to answer.", inner: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new GatewayException("The gateway cannot be reached just now.", inner: exception);
        }
        catch (JsonException exception)
        {
            throw new GatewayException("The gateway's answer could not be read.", inner: exception);
        }
    }

    /// <summary>Access tokens last a quarter of an hour, windows a day.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (session.Current is not { } current || current.ExpiresAt - DateTimeOffset.UtcNow > RefreshAhead)
        {
            return;
        }

        try
        {
            session.Current = await RefreshAsync(current.RefreshToken, cancellationToken);
        }
        catch (GatewayException exception) when (exception.Status == (int)HttpStatusCode.Unauthorized)
        {
            // Ended elsewhere: whatever needs it will say so.
            session.Current = null;
        }
    }

    private static async Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && await response.Content.ReadFromJsonAsync<JsonElement>(Json, cancellationToken) is { ValueKind: JsonValueKind.Object } problem)
        {
            foreach (var name in (ReadOnlySpan<string>)["detail", "title"])
            {
                if (problem.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } sentence)
                {
                    return sentence;
                }
            }
        }

        return $"The gateway answered with status {(int)response.StatusCode}.";
    }
}
