using System.Collections.Concurrent;
using MovieMesh.Contracts;

namespace MovieMesh.QueryApi.Tests;

/// <summary>What was asked for over the bus.</summary>
public sealed class Requests
{
    private readonly ConcurrentBag<TrainModel> _trainings = [];

    private readonly ConcurrentBag<ForgetUser> _forgotten = [];
    private readonly ConcurrentBag<ImportDataset> _imports = [];

    public IReadOnlyCollection<TrainModel> Trainings => _trainings;

    public IReadOnlyCollection<ForgetUser> Forgotten => _forgotten;

    public IReadOnlyCollection<ImportDataset> Imports => _imports;

    /// <summary>Whether ratings are recorded without a word, as if the event got lost.</summary>
    public volatile bool IsSilent;

    public void Add(TrainModel request) => _trainings.Add(request);

    public void Add(ForgetUser request) => _forgotten.Add(request);

    public void Add(ImportDataset request) => _imports.Add(request);
}
