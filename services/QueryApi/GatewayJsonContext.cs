using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi;

/// <summary>Everything that the gateway reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Page<MovieSummary>))]
[JsonSerializable(typeof(Page<UserSummary>))]
[JsonSerializable(typeof(Page<UserRating>))]
[JsonSerializable(typeof(MovieDetails))]
[JsonSerializable(typeof(SimilarMovies))]
[JsonSerializable(typeof(FindSimilarMovies))]
[JsonSerializable(typeof(SimilarToMovies))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<MovieSummary>))]
[JsonSerializable(typeof(IReadOnlyList<ModelRun>))]
[JsonSerializable(typeof(RateMovie))]
[JsonSerializable(typeof(RatingAccepted))]
[JsonSerializable(typeof(RateMovies))]
[JsonSerializable(typeof(RatingsAccepted))]
[JsonSerializable(typeof(Recommendations))]
[JsonSerializable(typeof(RecommendFromRatings))]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(RequestTraining))]
[JsonSerializable(typeof(TrainingAccepted))]
[JsonSerializable(typeof(PromotionAccepted))]
[JsonSerializable(typeof(IReadOnlyList<PrequentialModel>))]
[JsonSerializable(typeof(RetrainPolicyStatus))]
[JsonSerializable(typeof(GiveFeedback))]
[JsonSerializable(typeof(IReadOnlyList<UserFeedback>))]
[JsonSerializable(typeof(MeshStatus))]
[JsonSerializable(typeof(MeshEvent))]
[JsonSerializable(typeof(RatingsRecorded))]
[JsonSerializable(typeof(DatasetImportProgressed))]
[JsonSerializable(typeof(DatasetImported))]
[JsonSerializable(typeof(TrainingStarted))]
[JsonSerializable(typeof(EpochCompleted))]
[JsonSerializable(typeof(ModelTrained))]
[JsonSerializable(typeof(ModelPromoted))]
[JsonSerializable(typeof(ModelRejected))]
[JsonSerializable(typeof(SimilaritiesPublished))]
[JsonSerializable(typeof(SimilaritiesRefreshed))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class GatewayJsonContext : JsonSerializerContext;
