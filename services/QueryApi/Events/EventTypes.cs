using System.Text.Json;
using MovieMesh.Contracts;

namespace MovieMesh.QueryApi.Events;

/// <summary>The events that browsers can listen to, by the message's name in kebab case.</summary>
internal static class EventTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        NameOf<RatingsRecorded>(), NameOf<DatasetImportProgressed>(), NameOf<DatasetImported>(), NameOf<TrainingStarted>(), NameOf<EpochCompleted>(),
        NameOf<ModelTrained>(), NameOf<ModelPromoted>(), NameOf<ModelRejected>(), NameOf<ExperimentStarted>(), NameOf<ExperimentEnded>(), NameOf<SimilaritiesPublished>(), NameOf<SimilaritiesRefreshed>(),
        NameOf<DeadLettersChanged>(),
    ];

    public static string NameOf<T>() => JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(T).Name);
}
