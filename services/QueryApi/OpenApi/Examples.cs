using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.OpenApi;

/// <summary>Answers and bodies as the description shows them.</summary>
internal static class Examples
{
    private const int Someone = 1_000_000_001;
    private const long Version = 3;
    private const string Token = "AAAKGwAGRBzjrMAA";

    private static readonly DateTimeOffset Then = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly MovieSummary Matrix = new()
    {
        Id = 2571,
        Title = "The Matrix",
        Year = 1999,
        Genres = ["Action", "Sci-Fi", "Thriller"],
        Ratings = 278,
        MeanStars = 4.192,
    };

    private static readonly MovieSummary Inception = new()
    {
        Id = 79132,
        Title = "Inception",
        Year = 2010,
        Genres = ["Action", "Crime", "Drama", "Mystery", "Sci-Fi", "Thriller", "IMAX"],
        Ratings = 143,
        MeanStars = 4.066,
    };

    public static Page<MovieSummary> MoviePage { get; } = new() { Items = [Matrix], Total = 1, Number = 1, Size = 24 };

    public static IReadOnlyList<MovieSummary> MovieList { get; } = [Matrix, Inception];

    public static MovieDetails Details { get; } = new()
    {
        Movie = Matrix,
        Histogram = [1, 5, 1, 5, 2, 20, 19, 78, 34, 113],
        Tags = ["sci-fi", "philosophy", "virtual reality"],
        ImdbUrl = new Uri("https://www.imdb.com/title/tt0133093/"),
        TmdbUrl = new Uri("https://www.themoviedb.org/movie/603"),
    };

    public static SimilarMovies Similar { get; } = new()
    {
        MovieId = Matrix.Id,
        Measure = SimilarityMeasures.Default,
        Version = Version,
        Items = [new SimilarMovie { Movie = Inception, Similarity = 0.83f, CoRaters = 97 }],
    };

    public static ImportAccepted ImportAccepted { get; } = new() { ImportId = new Guid("0197a3c4-0000-7000-8000-000000000001") };

    public static StartImport StartImport { get; } = new() { Path = "/srv/data/ml-latest-small.zip" };

    public static DatasetImport Import { get; } = new()
    {
        ImportId = ImportAccepted.ImportId,
        Name = "ml-latest-small",
        State = "Imported",
        Fraction = 1,
        Movies = 9742,
        Ratings = 100835,
        Tags = 3683,
        SkippedLines = 1,
        Problems = ["ratings.csv:17: the stars '9' are not between 0.5 and 5"],
        StartedAt = Then,
        FinishedAt = Then.AddSeconds(2),
    };

    public static IReadOnlyList<DatasetImport> Imports { get; } = [Import];

    public static RecommendFromWords FromWords { get; } = new() { Text = "mind-bending action, not a comedy", Genres = ["Sci-Fi"], LikedMovieIds = [Inception.Id] };

    public static IReadOnlyList<WordMatch> WordMatches { get; } = [new() { Movie = Matrix, Score = 0.41f, Matched = ["Sci-Fi", "action", "mind"] }];

    public static FindSimilarMovies FindSimilar { get; } = new() { MovieIds = [Matrix.Id, 260], Measure = SimilarityMeasures.AdjustedCosine, MinimumRatings = 50, Limit = 10 };

    public static SimilarToMovies SimilarToSeveral { get; } = new()
    {
        MovieIds = FindSimilar.MovieIds,
        Measure = FindSimilar.Measure,
        Version = Version,
        Items = [new SimilarMovie { Movie = Inception, Similarity = 0.41f, CoRaters = 188 }],
    };

    public static IReadOnlyList<string> Genres { get; } = ["Action", "Adventure", "Animation"];

    public static UserSummary User { get; } = new() { Id = 414, Ratings = 2698, IsVisitor = false };

    public static UserSession Visitor { get; } = new()
    {
        User = new UserSummary { Id = Someone, Ratings = 0, IsVisitor = true },
        AccessToken = "CfDJ8Access",
        ExpiresAt = Then.AddMinutes(15),
        RefreshToken = "CfDJ8Refresh",
    };

    public static Credentials Credentials { get; } = new() { Email = "ada@example.org", Password = "correct horse battery" };

    public static UserSession Session { get; } = Visitor with { User = Visitor.User with { Ratings = 12 }, Email = Credentials.Email };

    public static RefreshSession RefreshSession { get; } = new() { RefreshToken = Session.RefreshToken };

    public static ChangePassword ChangePassword { get; } = new() { Password = Credentials.Password, NewPassword = "staple on the moon" };

    public static DeleteAccount DeleteAccount { get; } = new() { Password = Credentials.Password };

    public static AccountSummary Account { get; } = new() { User = Session.User, Email = Session.Email };

    public static Page<UserSummary> UserPage { get; } = new() { Items = [User], Total = 610, Number = 1, Size = 24 };

    public static UserProfile Profile { get; } = new()
    {
        Ratings = 1,
        MeanStars = 4.5,
        EveryoneMeanStars = 4.192,
        Histogram = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
        Genres = [new TasteFigures { Name = "Action", Ratings = 1, MeanStars = 4.5, EveryoneMeanStars = 4.192 }],
        Decades = [new TasteFigures { Name = "1990s", Ratings = 1, MeanStars = 4.5, EveryoneMeanStars = 4.192 }],
    };

    public static SimilarUsers SimilarUsers { get; } = new()
    {
        UserId = User.Id,
        Measure = "cosine",
        Items = [new SimilarUser { UserId = 599, Similarity = 0.5441f, CommonMovies = 1338, Ratings = 2478 }],
    };

    public static ComparedUsers ComparedUsers { get; } = new()
    {
        Measure = "pearson",
        UserIds = [414, 599],
        Similarities = [[1, 0.4241f], [0.4241f, 1]],
        CommonMovies = [[2698, 1338], [1338, 2478]],
    };

    public static RecommendationsFromSimilar FromSimilar { get; } = new()
    {
        UserId = User.Id,
        Measure = "cosine",
        Neighbours = 20,
        Items = [new LovedMovie { Movie = Inception, Neighbours = 12, MeanStars = 4.46f, Score = 0.6102f }],
    };

    public static UserRating Rating { get; } = new() { Movie = Matrix, Stars = 4.5f, RatedAt = Then };

    public static Page<UserRating> RatingPage { get; } = new() { Items = [Rating], Total = 1, Number = 1, Size = 24 };

    public static RateMovie Rate { get; } = new() { Stars = 4.5f };

    public static RatingAccepted Accepted { get; } = new() { UserId = Someone, MovieId = Matrix.Id, Stars = 4.5f, RatedAt = Then, Token = Token };

    public static RateMovies RateMany { get; } = new() { Ratings = [new UserStars { UserId = Someone, MovieId = Matrix.Id, Stars = 4.5f }] };

    public static RatingsAccepted AcceptedMany { get; } = new() { Ratings = 1, RatedAt = Then, Token = Token };

    public static GiveFeedback GiveFeedback { get; } = new() { MovieId = Matrix.Id, Kind = FeedbackKind.Viewed };

    public static UserFeedback Feedback { get; } = new() { MovieId = Matrix.Id, Kind = FeedbackKind.Viewed, GivenAt = Then };

    public static IReadOnlyList<UserFeedback> FeedbackList { get; } = [Feedback with { Movie = Matrix }];

    public static RatingAccepted Withdrawn { get; } = Accepted with { Stars = null };

    public static Recommendations ForUser { get; } = new()
    {
        UserId = Someone,
        Algorithm = "pair",
        OrderedBy = "ials-features",
        ModelVersion = Version,
        SeesToken = true,
        BasedOnRatings = 1,
        Items = [new Recommendation { Movie = Inception, PredictedStars = 4.31f, Because = [Matrix] }],
    };

    public static Recommendations ForVisitor { get; } = ForUser with { UserId = null, SeesToken = null };

    public static RecommendFromRatings FromRatings { get; } = new() { Ratings = [new MovieStars { MovieId = Matrix.Id, Stars = 5 }], Count = 10 };

    public static Prediction Prediction { get; } = new()
    {
        UserId = 1,
        MovieId = Inception.Id,
        PredictedStars = 4.31f,
        ModelVersion = Version,
        Parts = new PredictionParts
        {
            Mean = 3.5f,
            UserBias = 0.1f,
            MovieBias = 0.5f,
            Taste = 0.21f,
            Sum = 4.31f,
            Contributions = [new PredictionContribution { Movie = Matrix, Stars = 5, Contribution = 0.31f }],
        },
        PlaceContributions = [new PredictionContribution { Movie = Matrix, Stars = 5, Contribution = 0.42f }],
    };

    public static ModelRun Model { get; } = new()
    {
        Id = Version,
        Algorithm = "pair",
        Ranker = "ials-features",
        Stars = "als",
        Reason = "request",
        State = ModelRunState.Promoted,
        IsCurrent = true,
        StartedAt = Then,
        FinishedAt = Then.AddSeconds(2),
        Ratings = 100_836,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["ranker"] = "ials-features", ["stars"] = "als", ["stars.factors"] = "32" },
        Epochs =
        [
            new ModelEpoch { Epoch = 1, TrainError = 2.1, HeldOutError = 0.71, Seconds = 0.4, Part = "ranker" },
            new ModelEpoch { Epoch = 2, TrainError = 0.79, HeldOutError = 0.87, Seconds = 0.6, Part = "stars" },
        ],
        WarmStartedFrom = Version - 1,
        HeldOutRmse = 0.86,
        HeldOutNdcg = 0.29,
    };

    public static StartExperiment StartExperiment { get; } = new() { Name = "svd++ for all", ChallengerVersion = Version + 1, ChallengerShare = 0.25 };

    private static PrequentialError PrequentialError => new()
    {
        Ratings = 100, Rmse = 0.91, Mae = 0.7, Liked = 52, MedianPlace = 84, ReciprocalPlace = 0.11, HitShare = 0.21, From = Then, To = Then.AddMinutes(3),
    };

    public static IReadOnlyList<ModelRun> Models { get; } = [Model];

    public static IReadOnlyList<AlgorithmSummary> Algorithms { get; } =
        [new AlgorithmSummary { Name = "als", Summary = "Matrix factorization with biases by alternating least squares.", PredictsStars = true }];

    public static RequestTraining RequestTraining { get; } = new() { Algorithm = "als" };

    public static TrainingAccepted TrainingAccepted { get; } = new() { RequestId = new Guid("6f1f7c5e-6f0e-4f36-9f0d-0a8f1f6f5b11") };

    public static PromotionAccepted PromotionAccepted { get; } = new() { Version = Version - 1, PreviousVersion = Version };

    public static IReadOnlyList<PrequentialModel> Prequential { get; } =
    [
        new PrequentialModel
        {
            Version = Version,
            Algorithm = "pair",
            IsCurrent = true,
            HeldOutRmse = 0.86,
            HeldOutNdcg = 0.29,
            Windows = new Dictionary<string, PrequentialError>(StringComparer.Ordinal) { ["last100"] = PrequentialError },
            Curve = [PrequentialError],
        },
    ];

    public static RetrainPolicyStatus Policy { get; } = new()
    {
        CheckedAt = Then,
        NewestRunId = Version,
        IsTraining = false,
        NotBefore = Then.AddMinutes(-10),
        Triggers = [new RetrainTrigger { Name = "volume", Measure = "ratings since the newest training's data", Value = 120, Threshold = 1008, IsDue = false }],
    };

    public static StarsFigures[] Stars { get; } = [new StarsFigures { Stars = 4, Ratings = 26_818 }];

    public static RankFigures[] Ranks { get; } = [new RankFigures { Rank = 1, Ratings = 329, Share = 0.0033 }];

    public static YearFigures[] Years { get; } = [new YearFigures { Year = 2015, Ratings = 6_616, MeanStars = 3.511 }];

    public static ReleaseFigures[] Releases { get; } = [new ReleaseFigures { Year = 1999, Movies = 263, Ratings = 4_535, MeanStars = 3.61 }];

    public static GenreFigures[] GenreTotals { get; } = [new GenreFigures { Genre = "Drama", Movies = 4_361, Ratings = 41_928, MeanStars = 3.656 }];

    public static GenreDecadeFigures[] Decades { get; } = [new GenreDecadeFigures { Decade = 1990, Genre = "Drama", Movies = 1_023, Share = 0.46, MeanStars = 3.62 }];

    public static PopularityFigures[] Popularity { get; } = [new PopularityFigures { RatingsFrom = 50, RatingsTo = 99, MeanFrom = 3.5, Movies = 102 }];

    public static ActivityFigures[] Activity { get; } = [new ActivityFigures { Weekday = 1, Hour = 20, Ratings = 1_034 }];

    public static TagFigures[] TagTotals { get; } = [new TagFigures { Tag = "atmospheric", Uses = 41, Movies = 38 }];

    public static Experiment Experiment { get; } = new()
    {
        Id = 1,
        Name = "svd++ for all",
        StartedAt = Then,
        Arms =
        [
            new ExperimentArm { Arm = ExperimentArms.Control, ModelVersion = Version, Algorithm = "pair", Share = 0.75, HeldOutRmse = 0.86, HeldOutNdcg = 0.29, Prequential = PrequentialError },
            new ExperimentArm { Arm = ExperimentArms.Challenger, ModelVersion = Version + 1, Algorithm = "svd++", Share = 0.25, HeldOutRmse = 0.85, HeldOutNdcg = 0.12, Prequential = PrequentialError },
        ],
    };

    public static DeadLetter DeadLetter { get; } = new()
    {
        Id = new Guid("5f1f0b3f-1c0e-4a7c-9d3e-2a1b00c0ffee"),
        Queue = "ingestion-submit-rating",
        MessageType = "SubmitRating",
        FailedAt = Then,
        Failures = 1,
        ExceptionType = "MovieMesh.Ingestion.RejectedRatingException",
        Reason = "There is no movie 999999.",
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Body = """{"messageType":["urn:message:MovieMesh.Contracts:SubmitRating"],"message":{"userId":1,"movieId":999999,"stars":4,"ratedAt":"2026-01-31T12:00:00+00:00"}}""",
        Size = 150,
    };

    public static Page<DeadLetter> DeadLetters { get; } = new() { Items = [DeadLetter], Total = 1, Number = 1, Size = 20 };

    public static DeadLettersReplayed LettersReplayed { get; } = new() { Replayed = 1, Waiting = 0 };

    public static QueueStatus[] Queues { get; } = [new QueueStatus { Name = "ingestion-submit-rating", Service = "ingestion", Messages = 12, Replicas = 2, DeadLetters = 1 }];

    public static MeshStatus Status { get; } = new()
    {
        Ready = true,
        DeadLetters = 0,
        Dataset = new DatasetStatus { State = "Imported", Name = "ml-latest-small", Fraction = 1, Movies = 9742, Users = 610, Ratings = 100_836 },
        Training = new TrainingStatus { RunId = Version, State = ModelRunState.Promoted, Epoch = 9, Epochs = 15 },
        Similarities = new SimilaritiesStatus { Published = SimilarityMeasures.All, Expected = SimilarityMeasures.All },
    };
}
