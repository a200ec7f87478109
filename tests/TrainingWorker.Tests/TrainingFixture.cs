using MovieMesh.Contracts;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using MovieMesh.TestServices;
using MovieMesh.TrainingWorker.Tests;

[assembly: AssemblyFixture(typeof(TrainingFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>Training workers, started by each test as it needs them, and ratings with a taste to find: even users like even movies, odd users odd ones.</summary>
public sealed class TrainingFixture : ServiceFixture<Program>
{
    public const int Movies = 40;
    private const int Users = 50;

    /// <summary>Settings under which a training takes a moment, and the watch looks too seldom to disturb.</summary>
    public static (string Key, string Value)[] Quick { get; } =
    [
        ("Training:Ranker", "ials-features"),
        ("Training:Options:ials-features:Factors", "4"),
        ("Training:Options:ials-features:Epochs", "3"),
        ("Training:Options:als:Factors", "4"),
        ("Training:Options:als:Epochs", "6"),
        ("Training:Options:als:ItemRegularizationOffset", "0"),
        ("Training:WatchInterval", "01:00:00"),
    ];

    /// <summary>The queue of commands to train.</summary>
    public string TrainQueue => Queues[0];

    protected override IReadOnlyList<string> Queues { get; } = ["training-worker-train-model", "training-worker-prequential", "training-worker-promote-model", "training-worker-dataset-imported", "training-worker-experiment-ended"];

    public ModelRunStore Runs => Get<ModelRunStore>();

    public ModelCache Cache => Get<ModelCache>();

    public async Task ResetWithRatingsAsync()
    {
        await ResetAsync(Movies);
        await RateAsync(1, Users);
    }

    /// <summary>Users rate two thirds of the movies, and what was recorded is told as ingestion does.</summary>
    public async Task<RatingsRecorded> RateAsync(int firstUser, int users)
    {
        var submissions = from user in Enumerable.Range(firstUser, users)
                          from movie in Enumerable.Range(1, Movies)
                          where ((7 * user) + (3 * movie)) % 3 != 0
                          select new RatingSubmission(user, movie, user % 2 == movie % 2 ? 5 : 1, DateTimeOffset.UnixEpoch.AddDays(18_000));
        return await RateAsync([.. submissions]);
    }

    public async Task<RatingsRecorded> RateAsync(IReadOnlyList<RatingSubmission> submissions)
    {
        var batch = await Get<RatingStore>().RecordAsync(submissions, CancellationToken.None);
        return new RatingsRecorded
        {
            RecordedAt = DateTimeOffset.UnixEpoch,
            Ratings =
            [
                .. batch.Changes.Select(change => new RecordedRating
                {
                    UserId = change.UserId, MovieId = change.MovieId, Stars = change.Stars, PreviousStars = change.PreviousStars, RatedAt = change.RatedAt, Sequence = change.Sequence,
                }),
            ],
        };
    }

    /// <summary>Asks for a training and waits until its run ended.</summary>
    public async Task<StoredModelRun> TrainAsync(string? algorithm = null, bool promote = true)
    {
        var request = new TrainModel { RequestId = Guid.NewGuid(), Reason = TrainingRequests.Request, Algorithm = algorithm, Promote = promote };
        await Bus.Publish(request);
        return await EndedAsync(request.RequestId);
    }

    /// <summary>Waits until the run of a request ended.</summary>
    public async Task<StoredModelRun> EndedAsync(Guid requestId) =>
        (await Eventually.ReturnsAsync(
            async () => (await Runs.ListAsync(20, CancellationToken.None)).FirstOrDefault(run => run.RequestId == requestId && run.State != StoredModelRunState.Running),
            run => run is not null))!;

    /// <summary>Waits until so many runs have ended, and gives all there are, newest first.</summary>
    public Task<IReadOnlyList<StoredModelRun>> EndedAsync(int count) => Eventually.ReturnsAsync(
        () => Runs.ListAsync(100, CancellationToken.None), runs => runs.Count(run => run.State != StoredModelRunState.Running) >= count);
}
