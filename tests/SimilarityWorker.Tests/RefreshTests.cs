using MovieMesh.Contracts;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServers;

namespace MovieMesh.SimilarityWorker.Tests;

public sealed class RefreshTests(SimilarityFixture mesh)
{
    private static readonly (string Key, string Value)[] Settings =
        [.. SimilarityFixture.Settings, ("Similarity:RefreshInterval", "00:00:00.050"), ("Similarity:CoRaters:Count", "9")];

    // What these say of two movies depends on nothing but the stars of those who rated both.
    private static readonly (string Name, CoRaterMeasure Measure)[] OfPairsAlone =
    [
        (SimilarityMeasures.Pearson, CoRaterMeasure.Pearson),
        (SimilarityMeasures.Euclidean, CoRaterMeasure.Euclidean),
        (SimilarityMeasures.Manhattan, CoRaterMeasure.Manhattan),
        (SimilarityMeasures.MeanSquaredDifference, CoRaterMeasure.MeanSquaredDifference),
    ];

    [Fact]
    public async Task NewMovie_HasNeighboursAfterItsThirdRating()
    {
        const int Movie = SimilarityFixture.Movies + 1;
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(21);
        await using var worker = await mesh.StartAsync([.. SimilarityFixture.Settings]);
        await mesh.Bus.Publish(new ModelPromoted { Version = 21 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(21);

        await mesh.ExecuteAsync($"INSERT INTO movies (id, title, original_title, year, genres) VALUES ({Movie}, 'New', 'New', 2026, '{{}}')");
        for (var user = 1; user <= 3; user++)
        {
            await mesh.RecordAsync(new RatingSubmission(user, Movie, 4.5f, DateTimeOffset.UtcNow));
        }

        foreach (var measure in (string[])
            [SimilarityMeasures.Default, SimilarityMeasures.Cosine, SimilarityMeasures.Euclidean, SimilarityMeasures.Manhattan, SimilarityMeasures.MeanSquaredDifference, SimilarityMeasures.Jaccard])
        {
            var list = await Eventually.ReturnsAsync(
                () => mesh.Lists.ReadAsync(measure, Movie, TestContext.Current.CancellationToken), list => list!.Neighbours.Any(one => one.CoRaters == 3));
            Assert.Equal(21, list!.Version);
        }

        await Eventually.HoldsAsync(() => mesh.Heard.Of<SimilaritiesRefreshed>().Any(refreshed => refreshed.Version == 21 && refreshed.MovieIds.Contains(Movie)));
    }

    [Fact]
    public async Task MovieThatNobodyRated_HasTheNeighboursOfItsContent_ThenOfItsRaters_AndItsOwnAgainWithoutThem()
    {
        const int Movie = SimilarityFixture.Movies + 1;
        await mesh.ResetWithRatingsAsync();
        await mesh.ExecuteAsync($"INSERT INTO movies (id, title, original_title, year, genres) VALUES ({Movie}, 'Movie 1', 'Movie 1', 2026, '{{Genre 1}}')");
        await mesh.PromoteAsync(24);
        await using var worker = await mesh.StartAsync(Settings);
        await mesh.Bus.Publish(new ModelPromoted { Version = 24 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(24);
        var before = await ReadAsync();
        Assert.Equal(9, before[Movie].Count);
        Assert.All(before[Movie], one => Assert.Equal(0, one.CoRaters));

        int[] users = [.. Enumerable.Range(1, 40)];
        await mesh.RecordAsync([.. users.Select(user => new RatingSubmission(user, Movie, 5, DateTimeOffset.UnixEpoch.AddDays(1)))]);
        await Eventually.HoldsAsync(async () =>
        {
            var lists = await ReadAsync();
            return lists[Movie].All(one => one.CoRaters > 0) && lists.Any(list => list.Value.Any(one => one.MovieId == Movie && one.CoRaters > 0));
        });

        await mesh.RecordAsync([.. users.Select(user => new RatingSubmission(user, Movie, null, DateTimeOffset.UnixEpoch.AddDays(2)))]);
        await Eventually.HoldsAsync(async () => (await ReadAsync()).All(list => list.Value.SequenceEqual(before[list.Key])));

        async Task<Dictionary<int, IReadOnlyList<ScoredMovie>>> ReadAsync()
        {
            var lists = await mesh.Lists.ReadManyAsync(24, SimilarityMeasures.Default, [.. Enumerable.Range(1, Movie)], TestContext.Current.CancellationToken);
            return lists.ToDictionary(list => list.MovieId, list => list.Neighbours);
        }
    }

    [Fact]
    public async Task Ratings_InAnyOrderAndTwice_LeaveTheListsThatARebuildWould()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(22);
        await using var worker = await mesh.StartAsync(Settings);
        await mesh.Bus.Publish(new ModelPromoted { Version = 22 }, TestContext.Current.CancellationToken);
        await mesh.PublishedAsync(22);

        var random = new Random(9);
        var announcements = new List<RatingsRecorded>();
        for (var i = 0; i < 12; i++)
        {
            announcements.Add(await mesh.RecordAsync([.. Enumerable.Range(0, 1 + random.Next(5))
                .Select(_ => (User: 1 + random.Next(90), Movie: 1 + random.Next(SimilarityFixture.Movies)))
                .Distinct()
                .Select(one => new RatingSubmission(one.User, one.Movie, random.Next(5) == 0 ? null : random.Next(1, 11) / 2f, DateTimeOffset.UnixEpoch.AddDays(i + 1)))]));
        }

        foreach (var announcement in Enumerable.Reverse(announcements))
        {
            await mesh.Bus.Publish(announcement, TestContext.Current.CancellationToken);
        }

        var live = new LiveRatings(await mesh.ReadRatingsAsync());
        var rebuilt = new CoRaterSimilarities(live, new SimilarityOptions { Count = 9 })
            .Neighbours([.. OfPairsAlone.Select(one => one.Measure)], live.ItemIds().Ids, TestContext.Current.CancellationToken);
        for (var i = 0; i < rebuilt.Length; i++)
        {
            foreach (var list in rebuilt[i])
            {
                var expected = list.Neighbours.Select(one => new ScoredMovie(one.ItemId, one.Similarity, one.CoRaters)).ToArray();
                await Eventually.HoldsAsync(async () =>
                    (await mesh.Lists.ReadAsync(OfPairsAlone[i].Name, list.ItemId, TestContext.Current.CancellationToken))!.Neighbours.SequenceEqual(expected));
            }
        }
    }

    [Fact]
    public async Task Rating_ThatOnlyTheLastBlockKnows_ReachesTheListsOfTheOthers()
    {
        await mesh.ResetWithRatingsAsync();
        await mesh.PromoteAsync(23, announced: false);
        await using (await mesh.StartAsync(Settings))
        {
            await mesh.Bus.Publish(Block(0), TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync(async () => await mesh.Lists.CountAsync(SimilarityMeasures.Pearson, 23, TestContext.Current.CancellationToken) > 0);
        }

        // Unannounced: whoever hears of a rating while no lists serve leaves it to the rebuild.
        var before = new LiveRatings(await mesh.ReadRatingsAsync());
        await mesh.Get<RatingStore>().RecordAsync(
            [.. ItemBlock.Of(before.ItemIds(), 0, 2).Select(movie => new RatingSubmission(1, movie, 0.5f, DateTimeOffset.UtcNow))], TestContext.Current.CancellationToken);
        await using var other = await mesh.StartAsync(Settings);
        await mesh.Bus.Publish(Block(1), TestContext.Current.CancellationToken);

        var live = new LiveRatings(await mesh.ReadRatingsAsync());
        foreach (var list in new CoRaterSimilarities(live, new SimilarityOptions { Count = 9 }).Neighbours(CoRaterMeasure.Pearson, live.ItemIds().Ids, TestContext.Current.CancellationToken))
        {
            var expected = list.Neighbours.Select(one => new ScoredMovie(one.ItemId, one.Similarity, one.CoRaters)).ToArray();
            await Eventually.HoldsAsync(async () =>
                await mesh.Lists.ReadAsync(SimilarityMeasures.Pearson, list.ItemId, TestContext.Current.CancellationToken) is { } served && served.Neighbours.SequenceEqual(expected));
        }

        static ComputeSimilarities Block(int block) => new() { Version = 23, Measures = [SimilarityMeasures.Pearson], Block = block, Blocks = 2 };
    }
}
