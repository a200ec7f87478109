using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Events;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Users split over two models.</summary>
internal static class ExperimentApi
{
    private const double HalfOfThem = 0.5;
    private const string EndedByHand = "It was ended by hand.";

    public static void MapExperimentApi(this IEndpointRouteBuilder app)
    {
        var experiment = app.MapGroup("/api/experiment").WithTags("Models");
        experiment.MapGet("", Get).WithName("GetExperiment").WithSummary("The experiment that runs, or the last one that did, with the error of each arm.")
            .WithDescription("Each rating is predicted by the model of its user's arm before it is known.").WithExample(Examples.Experiment);
        experiment.MapPut("", Start).ForAdministrators().WithName("StartExperiment").WithSummary("Splits users over the model that serves and another.")
            .WithDescription("By a hash of the experiment's name and the user's id, so a user's arm is the same on every replica and at any time; every list and prediction says its arm. Any promotion ends the "
                + "experiment. One that runs is ended by a new one, and left alone by the same again. While it runs, no training sets itself off.")
            .WithExample(Examples.Experiment, Examples.StartExperiment);
        experiment.MapDelete("", End).ForAdministrators().WithName("EndExperiment").WithSummary("Ends the experiment that runs: everyone is served by its control.").WithExample(Examples.Experiment);
    }

    private static async Task<Results<Ok<Experiment>, ProblemHttpResult>> Get(
        ExperimentStore store, ServingExperiment serving, ModelRunStore runs, PrequentialStore scores, CancellationToken cancellationToken) =>
        await store.ListAsync(1, cancellationToken) is [var newest, ..]
            ? TypedResults.Ok(await DescribeAsync(newest, serving, runs, scores, cancellationToken))
            : Missing.Experiment();

    private static async Task<Results<Ok<Experiment>, ProblemHttpResult, ValidationProblem>> Start(
        StartExperiment request,
        ExperimentStore store,
        ServingExperiment serving,
        ModelRunStore runs,
        PrequentialStore scores,
        ModelCache cache,
        MeshAnnouncements announcements,
        CancellationToken cancellationToken)
    {
        var input = new Input();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > Input.LongestText)
        {
            input.Reject("name", $"A name has 1 to {Input.LongestText} characters.");
        }

        var share = request.ChallengerShare ?? HalfOfThem;
        if (share is not (>= 0 and <= 1))
        {
            input.Reject("challengerShare", "The share must lie between 0 and 1.");
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        var version = request.ChallengerVersion;
        var run = await runs.ReadAsync(version, cancellationToken);
        if (Missing.Model(version, run) is { } missing)
        {
            return missing;
        }

        if (run!.IsCurrent)
        {
            return Missing.Unfit($"Model {version} serves already, and cannot be tried against itself.");
        }

        var running = await store.ReadRunningAsync(cancellationToken);
        var champion = await runs.ReadChampionAsync(cancellationToken);
        if (running is not null && (running.Name, running.ChallengerVersion, running.ChallengerShare, (long?)running.ControlVersion) == (request.Name, version, share, champion?.Id))
        {
            return TypedResults.Ok(await DescribeAsync(running, serving, runs, scores, cancellationToken));
        }

        if (!await cache.KeepAsync(version, cancellationToken))
        {
            return Missing.Unfit($"Model {version} is not kept any more.");
        }

        if (await store.StartAsync(request.Name, version, share, cancellationToken) is not { } started)
        {
            return Missing.Unfit($"No model serves that model {version} could be tried against.");
        }

        serving.Look();
        if (running is not null)
        {
            await announcements.PublishAsync(new ExperimentEnded { ExperimentId = running.Id, Name = running.Name, Reason = "Another experiment began." }, cancellationToken);
        }

        await announcements.PublishAsync(
            new ExperimentStarted
            {
                ExperimentId = started.Id,
                Name = started.Name,
                ControlVersion = started.ControlVersion,
                ChallengerVersion = started.ChallengerVersion,
                ChallengerShare = started.ChallengerShare,
            },
            cancellationToken);
        return TypedResults.Ok(await DescribeAsync(started, serving, runs, scores, cancellationToken));
    }

    private static async Task<Results<Ok<Experiment>, ProblemHttpResult>> End(
        ExperimentStore store, ServingExperiment serving, ModelRunStore runs, PrequentialStore scores, MeshAnnouncements announcements, CancellationToken cancellationToken)
    {
        if (await store.EndAsync(EndedByHand, unlessControl: null, cancellationToken) is not { } ended)
        {
            return Missing.Experiment();
        }

        serving.Look();
        await announcements.PublishAsync(new ExperimentEnded { ExperimentId = ended.Id, Name = ended.Name, Reason = EndedByHand }, cancellationToken);
        return TypedResults.Ok(await DescribeAsync(ended, serving, runs, scores, cancellationToken));
    }

    private static async Task<Experiment> DescribeAsync(
        StoredExperiment experiment, ServingExperiment serving, ModelRunStore runs, PrequentialStore scores, CancellationToken cancellationToken)
    {
        var windows = await scores.ReadExperimentAsync(experiment.Id, cancellationToken);
        var arms = new List<ExperimentArm>();
        foreach (var (arm, version, share) in new[]
        {
            (ExperimentArms.Control, experiment.ControlVersion, 1 - experiment.ChallengerShare), (ExperimentArms.Challenger, experiment.ChallengerVersion, experiment.ChallengerShare),
        })
        {
            var run = await runs.ReadAsync(version, cancellationToken);
            arms.Add(new ExperimentArm
            {
                Arm = arm,
                ModelVersion = version,
                Algorithm = run?.Algorithm,
                Share = share,
                HeldOutRmse = run?.HeldOut?.Rmse,
                HeldOutNdcg = run?.HeldOut?.Ndcg,
                Prequential = windows.FirstOrDefault(window => window.ModelVersion == version) is { } window ? ModelsApi.Describe(window) : null,
            });
        }

        return new Experiment
        {
            Id = experiment.Id,
            Name = experiment.Name,
            StartedAt = experiment.StartedAt,
            EndedAt = experiment.EndedAt,
            EndReason = experiment.EndReason,
            Problem = serving.Running is { } running && running.Experiment.Id == experiment.Id && experiment.IsRunning ? running.Problem : null,
            Arms = arms,
        };
    }
}
