using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Models;

/// <summary>The experiment that runs, as this replica serves it.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Split">Who gets the challenger.</param>
/// <param name="Challenger">The model that is tried; null when it is not to be had, and everyone gets the control.</param>
internal sealed record ServedExperiment(StoredExperiment Experiment, UserSplit Split, ServedModel? Challenger)
{
    /// <summary>What keeps the experiment from working, or null.</summary>
    public string? Problem => Challenger is null ? $"The challenger, model {Experiment.ChallengerVersion}, is not to be had: everyone is served by the control." : null;
}
