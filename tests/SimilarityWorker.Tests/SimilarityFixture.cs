using MovieMesh.Contracts;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.SimilarityWorker.Tests;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;
using MovieMesh.TestServices;

[assembly: AssemblyFixture(typeof(SimilarityFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.SimilarityWorker.Tests;

/// <summary>Similarity workers, started by each test as it needs them, and a trained model to compute lists for.</summary>
public sealed class SimilarityFixture : ServiceFixture<Program>
{
    public const int Movies = 60;
    private const int Users = 80;

    /// <summary>Settings under which the watch looks too seldom to disturb.</summary>
    public static (string Key, string Value)[] Settings { get; } = [("Similarity:Blocks", "7"), ("Similarity:WatchInterval", "01:00:00")];

    public SimilarityCache Lists => Get<SimilarityCache>();

    protected override IReadOnlyList<string> Queues { get; } = ["similarity-worker-compute-similarities", "similarity-worker-model-promoted", "similarity-worker-ratings-recorded"];

    public async Task ResetWithRatingsAsync()
    {
        await ResetAsync(Movies);
        await ExecuteAsync("UPDATE movies SET genres = ARRAY['Genre ' || id % 3], title = 'Movie ' || id % 7 || ' ' || id");
        var random = new Random(5);
        var submissions = from user in Enumerable.Range(1, Users)
                          from movie in Enumerable.Range(1, Movies)
                          where random.Next(3) == 0
                          select new RatingSubmission(user, movie, user % 3 == movie % 3 ? 5 : random.Next(1, 9) / 2f, DateTimeOffset.UnixEpoch);
        await Get<RatingStore>().RecordAsync([.. submissions], CancellationToken.None);
    }

    public async Task<RatingMatrix> ReadRatingsAsync()
    {
        var columns = await Get<RatingStore>().ReadAllAsync(CancellationToken.None);
        return RatingMatrix.Create(columns.UserIds, columns.MovieIds, columns.Stars);
    }

    public async Task<IReadOnlyList<ItemInformation>> ReadMoviesAsync() =>
        [.. (await Get<MovieStore>().ReadAllAsync(CancellationToken.None)).Select(movie => new ItemInformation(movie.Id, movie.Title) { Genres = movie.Genres })];

    /// <summary>Stores ratings and says so, as Ingestion does.</summary>
    public async Task<RatingsRecorded> RecordAsync(params RatingSubmission[] submissions)
    {
        var recorded = await Get<RatingStore>().RecordAsync(submissions, CancellationToken.None);
        var announcement = new RatingsRecorded
        {
            Ratings =
            [
                .. recorded.Changes.Select(change => new RecordedRating
                {
                    UserId = change.UserId, MovieId = change.MovieId, Stars = change.Stars, PreviousStars = change.PreviousStars, RatedAt = change.RatedAt, Sequence = change.Sequence,
                }),
            ],
            RecordedAt = DateTimeOffset.UtcNow,
        };
        await Bus.Publish(announcement);
        return announcement;
    }

    public async Task ExecuteAsync(string statement)
    {
        await using var command = Get<Npgsql.NpgsqlDataSource>().CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Trains a model, makes it the one that serves, and says so, as the training worker does.</summary>
    public async Task<RecommenderModel> PromoteAsync(long version, bool announced = true)
    {
        var model = new AlsTrainer(new AlsOptions { Factors = 8, Epochs = 3, Seed = (ulong)version }).Train(await ReadRatingsAsync());
        await Get<ModelCache>().SaveAsync(version, model.ToBytes(), CancellationToken.None);
        await Get<ModelCache>().SetCurrentVersionAsync(version, CancellationToken.None);
        if (announced)
        {
            await Bus.Publish(new ModelPromoted { Version = version });
        }

        return model;
    }

    public Task PublishedAsync(long version) => Eventually.HoldsAsync(async () =>
    {
        foreach (var measure in SimilarityMeasures.All)
        {
            if (await Lists.ReadCurrentVersionAsync(measure, CancellationToken.None) != version)
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Every list that serves, as text.</summary>
    public async Task<string> ReadAllListsAsync()
    {
        var all = new List<string>();
        foreach (var measure in SimilarityMeasures.All)
        {
            for (var movie = 1; movie <= Movies; movie++)
            {
                var list = await Lists.ReadAsync(measure, movie, CancellationToken.None);
                all.Add($"{measure} {movie}: {string.Join(' ', list!.Neighbours)}");
            }
        }

        return string.Join('\n', all);
    }
}
