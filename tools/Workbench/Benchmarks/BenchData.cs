using MovieMesh.Datasets;
using MovieMesh.Recommenders;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The ratings to measure on: read from a data set, or made up and kept in a folder for the next time.</summary>
internal static class BenchData
{
    /// <summary>As large as ml-latest-small, whose fits the targets for small sets are about.</summary>
    public static GeneratorShape Small { get; } = new("ml-latest-small", 610, 9_724, 100_836);

    public static async Task<Rating[]> GenerateAsync(GeneratorShape shape, CancellationToken cancellationToken) =>
        Read(await GenerateFolderAsync(shape, cancellationToken), cancellationToken);

    /// <returns>The folder of the made-up data set.</returns>
    public static async Task<string> GenerateFolderAsync(GeneratorShape shape, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), "moviemesh-bench", shape.Name);
        var done = Path.Combine(folder, "done");
        if (!File.Exists(done))
        {
            await DatasetGenerator.GenerateAsync(shape, folder, DatasetGenerator.DefaultSeed, progress: null, cancellationToken);
            await File.WriteAllTextAsync(done, string.Empty, cancellationToken);
        }

        return folder;
    }

    public static Rating[] Read(string path, CancellationToken cancellationToken)
    {
        using var dataset = Dataset.Open(path);
        var ratings = new List<Rating>();
        foreach (var rating in dataset.ReadRatings())
        {
            ratings.Add(new Rating(rating.UserId, rating.MovieId, rating.Stars, (int)(rating.UnixSeconds / 86_400)));
            if (ratings.Count % 65_536 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        return [.. ratings];
    }
}
