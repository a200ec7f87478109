using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Training runs and their models.</summary>
internal static class ModelsApi
{
    private const string Reason = "request";

    public static void MapModelsApi(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/models").WithTags("Models");
        models.MapGet("", List).WithName("ListModels").WithSummary("Training runs with every epoch's error, newest first.").WithExample(Examples.Models);
        models.MapGet("/{id}", Get).WithName("GetModel").WithSummary("One training run.").WithExample(Examples.Model);
        app.MapGet("/api/algorithms", ListAlgorithms).WithTags("Models").WithName("ListAlgorithms").WithSummary("What a model can be trained with.").WithExample(Examples.Algorithms);
        models.MapPost("/train", Train).WithName("TrainModel").WithSummary("Asks for a training on all ratings recorded so far.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.TrainingAccepted, Examples.RequestTraining);
    }

    private static Ok<IReadOnlyList<AlgorithmSummary>> ListAlgorithms() => TypedResults.Ok<IReadOnlyList<AlgorithmSummary>>(
    [
        .. RecommenderAlgorithms.All.Select(algorithm => new AlgorithmSummary { Name = algorithm.Name, Summary = algorithm.Summary, PredictsStars = algorithm.PredictsStars }),
    ]);

    private static async Task<Ok<IReadOnlyList<ModelRun>>> List(
        ModelRunStore store, CancellationToken cancellationToken, [Range(1, Input.MostListItems)] int count = 20)
    {
        var runs = await store.ListAsync(count, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ModelRun>>([.. runs.Select(Describe)]);
    }

    private static async Task<Results<Ok<ModelRun>, ProblemHttpResult>> Get(long id, ModelRunStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, cancellationToken) is { } run ? TypedResults.Ok(Describe(run)) : Missing.Model(id);

    private static async Task<Results<Accepted<TrainingAccepted>, ValidationProblem>> Train(
        IDurablePublisher publisher, CancellationToken cancellationToken, RequestTraining? request = null)
    {
        var input = new Input();
        if (request?.Algorithm is { } algorithm && RecommenderAlgorithms.Find(algorithm) is null)
        {
            input.Reject("algorithm", $"There is no such algorithm; there are: {string.Join(", ", RecommenderAlgorithms.All.Select(a => a.Name))}.");
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var command = new TrainModel { RequestId = Guid.NewGuid(), Algorithm = request?.Algorithm, Reason = Reason };
        await publisher.PublishAsync(command, cancellationToken);
        return TypedResults.Accepted("/api/models", new TrainingAccepted { RequestId = command.RequestId });
    }

    private static ModelRun Describe(StoredModelRun run) => new()
    {
        Id = run.Id,
        Algorithm = run.Algorithm,
        Reason = run.Reason,
        State = (ModelRunState)run.State,
        IsCurrent = run.IsCurrent,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Ratings = run.Ratings,
        Settings = run.Settings,
        Epochs = [.. run.Epochs.Select(epoch => new ModelEpoch { Epoch = epoch.Epoch, TrainError = Finite(epoch.TrainError), HeldOutError = Finite(epoch.HeldOutError), Seconds = epoch.Seconds })],
        HeldOutRmse = Finite(run.HeldOut?.Rmse),
        HeldOutNdcg = Finite(run.HeldOut?.Ndcg),
        Note = run.Note,
    };

    // JSON has no words for what is not a number.
    private static double? Finite(double? figure) => figure is { } value && double.IsFinite(value) ? value : null;
}
