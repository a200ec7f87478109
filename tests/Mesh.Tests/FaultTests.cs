using MovieMesh.Contracts.Api;
using MovieMesh.TestServers;

namespace MovieMesh.Mesh.Tests;

/// <summary>What the mesh promises when parts of it die, or all of it is gone.</summary>
public sealed class FaultTests(MeshFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_process_is_killed_once_under_load_and_nothing_that_was_accepted_is_lost()
    {
        var output = await fixture.Mesh.RunWorkbenchAsync(["chaos", "--on-running-mesh", "--once", "--seed", "11", "--rate", "20"], Token);

        foreach (var name in (string[])["postgres", "redis", "rabbitmq", "ingestion", "training-worker", "similarity-worker", "query-api", "web-ui"])
        {
            Assert.Contains($"{name}: kill", output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("answered 202                        0\n", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was lost.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_restored_where_no_mesh_was_gives_the_same_recommendations()
    {
        var (gateway, folder) = (fixture.Gateway, Directory.CreateTempSubdirectory("moviemesh-backup-").FullName);
        try
        {
            var visitor = await gateway.CreateVisitorAsync();
            foreach (var (movie, i) in (await gateway.GetAsync<MovieSummary[]>("/api/lists/popular?count=6")).Select((movie, i) => (movie, i)))
            {
                await gateway.RateAsync(visitor, movie.Id, i % 2 == 0 ? 5 : 1);
            }

            // Without its cache the mesh trains on all that it has, as it does after a restore: the same ratings and settings, so the same model.
            await fixture.Mesh.KillAsync("redis", Token);
            var (before, _, _) = await Eventually.ReturnsAsync(
                async () => (List: await gateway.RecommendAsync(visitor), Run: (await gateway.GetAsync<ModelRun[]>("/api/models?count=1")).Single(), Status: await gateway.GetAsync<MeshStatus>("/api/status")),
                read => read.List.BasedOnRatings == 6 && read.List.ModelVersion == read.Run.Id && read.Run.Ratings == read.Status.Dataset.Ratings);
            var backup = Path.Combine(folder, "mesh.backup");
            await fixture.Mesh.RunWorkbenchAsync(["backup", backup], Token);

            await using var mesh = await RunningMesh.StartRestoredAsync(backup, Token);
            using var restored = new Gateway(mesh.Gateway);
            var after = await restored.RecommendAsync(visitor);

            Assert.Equal(6, after.BasedOnRatings);
            Assert.Equal(before.Items.Select(item => (item.Movie.Id, item.PredictedStars)), after.Items.Select(item => (item.Movie.Id, item.PredictedStars)));
            Assert.NotEmpty(await restored.SignInAsync(RunningMesh.AdministratorEmail, RunningMesh.AdministratorPassword));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
