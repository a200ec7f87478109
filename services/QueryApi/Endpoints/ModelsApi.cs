using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Training runs and their models.</summary>
internal static class ModelsApi
{
    private const string Reason = "request";
    private const int MostKept = 20;
    private const int MostBlocks = 30;

    private static readonly int[] WindowSizes = [100, 1_000, 10_000];

    public static void MapModelsApi(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/models").WithTags("Models");
        models.MapGet("", List).WithName("ListModels").WithSummary("Training runs with every epoch's error, newest first.").WithExample(Examples.Models);
        models.MapGet("/{id}", Get).WithName("GetModel").WithSummary("One training run.").WithExample(Examples.Model);
        app.MapGet("/api/algorithms", ListAlgorithms).WithTags("Models").WithName("ListAlgorithms").WithSummary("What a model can be trained with.").WithExample(Examples.Algorithms);
        models.MapPost("/train", Train).ForAdministrators().WithName("TrainModel").WithSummary("Asks for a training on all ratings recorded so far.")
            .WithDescription("With promote=false the model is only kept, as a challenger: several algorithms can be trained side by side, tried in an experiment and promoted by hand. The newest few are kept.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.TrainingAccepted, Examples.RequestTraining);
        models.MapPost("/{id}/promote", Promote).ForAdministrators().WithName("PromoteModel").WithSummary("Makes a model serve, whatever its figures.")
            .WithDescription("For models that are still kept: rejected ones for an hour, the last few challengers and those that served for good. Every replica swaps the model in whole; no request sees half of it.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.PromotionAccepted);
        models.MapPost("/{id}/cancel", Cancel).ForAdministrators().WithName("CancelTraining").WithSummary("Ends a training without a model.")
            .WithDescription("Accepted means that the trainers are told; the run ends as failed, with a note that says so.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Model);
        models.MapPost("/rollback", RollBack).ForAdministrators().WithName("RollBackModel").WithSummary("Goes back to the newest model that served before the one that serves.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.PromotionAccepted);
        models.MapGet("/prequential", ListPrequential).WithName("ListPrequentialErrors").WithSummary("How well models predict the ratings that come in, each before it is known.")
            .WithDescription("Of a movie that turned out to be liked also the place at which it stood in the user's list before. Ratings that a model was trained on and changes of mind do not count; in a flood of ratings a sample is predicted. Newest model first.")
            .WithExample(Examples.Prequential);
        models.MapGet("/policy", GetPolicy).WithName("GetRetrainPolicy").WithSummary("What will set the next training off, and how far away that is.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Policy);
    }

    private static async Task<Results<Accepted<ModelRun>, ProblemHttpResult>> Cancel(long id, ModelRunStore store, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, cancellationToken) is not { } run)
        {
            return Missing.Model(id);
        }

        if (run.State != StoredModelRunState.Running)
        {
            return Missing.Unfit($"Run {id} does not run any more.");
        }

        await publisher.PublishAsync(new CancelTraining { RunId = id }, cancellationToken);
        return TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/models/{id}"), Describe(run));
    }

    private static async Task<Results<Accepted<PromotionAccepted>, ProblemHttpResult>> Promote(
        long id, ModelRunStore store, ModelCache cache, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        var run = await store.ReadAsync(id, cancellationToken);
        if (Missing.Model(id, run) is { } missing)
        {
            return missing;
        }

        if (run!.IsCurrent)
        {
            return Missing.Unfit($"Model {id} serves already.");
        }

        return await cache.ContainsAsync(id, cancellationToken)
            ? await AskAsync(id, (await store.ReadChampionAsync(cancellationToken))?.Id, "promote", publisher, cancellationToken)
            : Missing.Unfit($"Model {id} is not kept any more.");
    }

    private static async Task<Results<Accepted<PromotionAccepted>, ProblemHttpResult>> RollBack(
        ModelRunStore store, ModelCache cache, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        if (await store.ReadChampionAsync(cancellationToken) is not { } champion)
        {
            return Missing.Unfit("No model serves yet.");
        }

        foreach (var run in await store.ListPromotedAsync(champion.Id, MostKept, cancellationToken))
        {
            if (await cache.ContainsAsync(run.Id, cancellationToken))
            {
                return await AskAsync(run.Id, champion.Id, "rollback", publisher, cancellationToken);
            }
        }

        return Missing.Unfit($"No model that served before model {champion.Id} is kept any more.");
    }

    private static async Task<Accepted<PromotionAccepted>> AskAsync(
        long version, long? previous, string reason, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        await publisher.PublishAsync(new PromoteModel { Version = version, Reason = reason }, cancellationToken);
        return TypedResults.Accepted(
            string.Create(CultureInfo.InvariantCulture, $"/api/models/{version}"), new PromotionAccepted { Version = version, PreviousVersion = previous });
    }

    private static async Task<Ok<IReadOnlyList<PrequentialModel>>> ListPrequential(
        PrequentialStore scores, ModelRunStore runs, ServingExperiment serving, CancellationToken cancellationToken, [ListSize] int count = 20)
    {
        var windows = new List<(string Name, IReadOnlyList<PrequentialWindow> Windows)>();
        foreach (var size in WindowSizes)
        {
            windows.Add((string.Create(CultureInfo.InvariantCulture, $"last{size}"), await scores.ReadWindowsAsync(size, cancellationToken)));
        }

        var experiment = serving.Running?.Experiment;
        var models = new List<PrequentialModel>();
        foreach (var version in windows[0].Windows.Select(window => window.ModelVersion).Take(count))
        {
            var run = await runs.ReadAsync(version, cancellationToken);
            var arm = version == experiment?.ControlVersion ? ExperimentArms.Control : version == experiment?.ChallengerVersion ? ExperimentArms.Challenger : null;
            var curve = run is { IsCurrent: true } || arm is not null ? await scores.ReadCurveAsync(version, WindowSizes[0], MostBlocks, cancellationToken) : [];
            models.Add(new PrequentialModel
            {
                Version = version,
                Algorithm = run?.Algorithm,
                IsCurrent = run is { IsCurrent: true },
                Arm = arm,
                HeldOutRmse = run?.HeldOut?.Rmse,
                HeldOutNdcg = run?.HeldOut?.Ndcg,
                Windows = windows
                    .Select(sized => (sized.Name, Window: sized.Windows.FirstOrDefault(window => window.ModelVersion == version)))
                    .Where(sized => sized.Window is not null)
                    .ToDictionary(sized => sized.Name, sized => Describe(sized.Window!), StringComparer.Ordinal),
                Curve = [.. curve.Select(Describe)],
            });
        }

        return TypedResults.Ok<IReadOnlyList<PrequentialModel>>(models);
    }

    private static async Task<Ok<RetrainPolicyStatus>> GetPolicy(ModelCache cache, CancellationToken cancellationToken) =>
        await cache.ReadPolicyAsync(cancellationToken) is { } written && ParsePolicy(written) is { } status
            ? TypedResults.Ok(status)
            : throw new NotReadyException("No trainer has looked yet whether a training is due.");

    /// <summary>What a trainer of another version wrote may be of another form; one of this version will write soon.</summary>
    private static RetrainPolicyStatus? ParsePolicy(string written)
    {
        try
        {
            return JsonSerializer.Deserialize<RetrainPolicyStatus>(written, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static PrequentialError Describe(PrequentialWindow window) => new()
    {
        Ratings = window.Ratings,
        Rmse = window.Rmse,
        Mae = window.Mae,
        Liked = window.Places?.Liked ?? 0,
        MedianPlace = window.Places?.Median,
        ReciprocalPlace = window.Places?.ReciprocalMean,
        HitShare = window.Places?.HitShare,
        From = window.From,
        To = window.To,
    };

    private static Ok<IReadOnlyList<AlgorithmSummary>> ListAlgorithms() => TypedResults.Ok<IReadOnlyList<AlgorithmSummary>>(
    [
        .. RecommenderAlgorithms.All.Select(algorithm => new AlgorithmSummary { Name = algorithm.Name, Summary = algorithm.Summary, PredictsStars = algorithm.PredictsStars }),
    ]);

    private static async Task<Ok<IReadOnlyList<ModelRun>>> List(
        ModelRunStore store, CancellationToken cancellationToken, [ListSize] int count = 20)
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

        var command = new TrainModel { RequestId = Guid.NewGuid(), Algorithm = request?.Algorithm, Reason = Reason, Promote = request?.Promote ?? true };
        await publisher.PublishAsync(command, cancellationToken);
        return TypedResults.Accepted("/api/models", new TrainingAccepted { RequestId = command.RequestId });
    }

    private static ModelRun Describe(StoredModelRun run) => new()
    {
        Id = run.Id,
        Algorithm = run.Algorithm,
        Ranker = run.Settings.GetValueOrDefault(PairTrainer.RankerPart),
        Stars = run.Settings.GetValueOrDefault(PairTrainer.StarsPart),
        Reason = run.Reason,
        State = (ModelRunState)run.State,
        IsCurrent = run.IsCurrent,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Ratings = run.Ratings,
        Settings = run.Settings,
        Epochs = [.. run.Epochs.Select(epoch => new ModelEpoch { Epoch = epoch.Epoch, TrainError = Finite(epoch.TrainError), HeldOutError = Finite(epoch.HeldOutError), Seconds = epoch.Seconds, Part = epoch.Part })],
        WarmStartedFrom = run.WarmStartedFrom,
        HeldOutRmse = Finite(run.HeldOut?.Rmse),
        HeldOutNdcg = Finite(run.HeldOut?.Ndcg),
        Note = run.Note,
    };

    // JSON has no words for what is not a number.
    private static double? Finite(double? figure) => figure is { } value && double.IsFinite(value) ? value : null;
}
