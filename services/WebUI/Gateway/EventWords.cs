using System.Globalization;
using System.Text.Json;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>Events in one line each.</summary>
internal static class EventWords
{
    public static string Describe(MeshEvent meshEvent) => meshEvent.Type switch
    {
        MeshEvents.FeedConnected => "This site follows the gateway's events.",
        MeshEvents.FeedLost => "The gateway's events are lost for now.",
        MeshEvents.RatingsRecorded => Say<RatingsRecorded>(meshEvent, ratings => ratings.Ratings.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"User {ratings.Ratings[0].UserId} {(ratings.Ratings[0].Stars is { } stars ? $"gave movie {ratings.Ratings[0].MovieId} {stars} stars" : $"took back movie {ratings.Ratings[0].MovieId}'s stars")}.")
            : string.Create(CultureInfo.InvariantCulture, $"{ratings.Ratings.Count:N0} ratings recorded.")),
        MeshEvents.DatasetImportProgressed => Say<DatasetImportProgressed>(meshEvent, import => string.Create(CultureInfo.InvariantCulture, $"Import at {import.Fraction:0 %}.")),
        MeshEvents.DatasetImported => "The data set is imported.",
        MeshEvents.TrainingStarted => Say<TrainingStarted>(meshEvent, run => string.Create(CultureInfo.InvariantCulture, $"Run {run.RunId} trains {run.Algorithm} ({run.Reason}).")),
        MeshEvents.EpochCompleted => Say<EpochCompleted>(meshEvent, epoch => string.Create(CultureInfo.InvariantCulture, $"Run {epoch.RunId}: epoch {epoch.Epoch} done.")),
        MeshEvents.ModelTrained => Say<ModelTrained>(meshEvent, run => string.Create(CultureInfo.InvariantCulture, $"Run {run.RunId} is trained, in {run.Seconds:0.0} s.")),
        MeshEvents.ModelPromoted => Say<ModelPromoted>(meshEvent, model => string.Create(CultureInfo.InvariantCulture, $"Model {model.Version} serves.")),
        MeshEvents.ModelRejected => Say<ModelRejected>(meshEvent, run => string.Create(CultureInfo.InvariantCulture, $"Run {run.RunId} is rejected: {run.Reason}.")),
        MeshEvents.ExperimentStarted => Say<ExperimentStarted>(meshEvent, it => string.Create(CultureInfo.InvariantCulture, $"Experiment {it.Name}: model {it.ChallengerVersion} serves {it.ChallengerShare:0 %} of users, model {it.ControlVersion} the others.")),
        MeshEvents.ExperimentEnded => Say<ExperimentEnded>(meshEvent, it => $"Experiment {it.Name} ended. {it.Reason}"),
        MeshEvents.SimilaritiesPublished => Say<SimilaritiesPublished>(meshEvent, lists => string.Create(CultureInfo.InvariantCulture, $"Lists of similar movies ({lists.Measure}) are published for {lists.Movies:N0} movies.")),
        MeshEvents.SimilaritiesRefreshed => Say<SimilaritiesRefreshed>(meshEvent, lists => string.Create(CultureInfo.InvariantCulture, $"Lists of similar movies are put in order for {lists.MovieIds.Count:N0} movies.")),
        MeshEvents.DeadLettersChanged => Say<DeadLettersChanged>(meshEvent, letters => letters switch
        {
            { Change: "arrived" } => $"A message of the queue {letters.Queue} could not be handled.",
            { Letters: 1 } => $"A dead letter is {letters.Change}.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{letters.Letters:N0} dead letters are {letters.Change}."),
        }),
        _ => "",
    };

    private static string Say<T>(MeshEvent meshEvent, Func<T, string> say)
        where T : class => meshEvent.Data.Deserialize<T>(GatewayClient.Json) is { } message ? say(message) : "";
}
