using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MovieMesh.Recommenders.Tests.Persistence;

/// <summary>
/// Models that were saved before an upgrade are read after it, and say what they said. The samples are never written anew when an algorithm changes: that they are still read is the point.
/// A new algorithm gets one by the test that writes those that are missing; a new version of the layout gets a folder of its own.
/// </summary>
public sealed class ModelSampleTests
{
    private const int Users = 8;
    private const int Items = 6;

    public static TheoryData<string> Names => [.. RecommenderAlgorithms.All.Select(algorithm => algorithm.Name)];

    private static string Folder { get; } = FindFolder();

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_Stored_IsReadAndPredictsWhatItDid(string name)
    {
        Assert.True(File.Exists(PathOf(name)), $"{name} has no sample: run the explicit test WriteMissing.");
        var model = RecommenderModel.Load(File.ReadAllBytes(PathOf(name)));

        Assert.Equal(name, model.Algorithm);
        var expected = JsonSerializer.Deserialize<float[]>(File.ReadAllText(PathOf(name) + ".json"))!;
        Assert.All(Predict(model).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void TryLoad_OfAVersionThatIsNotKnownOrTornBytes_IsNothing()
    {
        var model = File.ReadAllBytes(PathOf("als"));
        Assert.NotNull(RecommenderModel.TryLoad(model));

        var later = model.ToArray();
        later[7]++;
        var flipped = model.ToArray();
        flipped[^20] ^= 1;

        Assert.All((byte[][])[later, flipped, model[..^1], [], [1, 2, 3]], bytes => Assert.Null(RecommenderModel.TryLoad(bytes)));
    }

    [Fact(Explicit = true)]
    public void WriteMissing()
    {
        var ratings = (from user in Enumerable.Range(0, Users) from item in Enumerable.Range(0, Items) where (user + (2 * item)) % 3 != 0 select new Rating(user + 1, item + 1, ((user * item) % 9 / 2f) + 0.5f)).ToArray();
        var data = TrainingData.Of(ratings) with
        {
            Items = [.. Enumerable.Range(1, Items).Select(id => new ItemInformation(id, $"Film {id}") { Genres = [id % 2 == 0 ? "Drama" : "Comedy"], Year = 1990 + id, Tags = ["slow", $"tag {id}"] })],
        };
        foreach (var algorithm in RecommenderAlgorithms.All.Where(algorithm => !File.Exists(PathOf(algorithm.Name))))
        {
            var options = algorithm.CreateOptions();
            foreach (var (setting, small) in ((string, int)[])[("Factors", 2), ("Epochs", 2), ("Hidden", 3), ("PieceBuckets", 16), ("WordBuckets", 16), ("Sweeps", 8), ("BurnIn", 2), ("KeptSamples", 2)])
            {
                if (options.GetType().GetProperty(setting) is { CanWrite: true } property && property.GetValue(options) is int preset && preset > small)
                {
                    property.SetValue(options, small);
                }
            }

            var model = algorithm.CreateTrainer(options).Train(data);
            File.WriteAllBytes(PathOf(algorithm.Name), model.ToBytes());
            File.WriteAllText(PathOf(algorithm.Name) + ".json", JsonSerializer.Serialize(Predict(model)));
        }
    }

    /// <summary>Of a trained user, and of one folded in.</summary>
    private static float[] Predict(RecommenderModel model)
    {
        var newcomer = model.FoldIn([new ItemRating(1, 5), new ItemRating(3, 0.5f)]);
        return [.. Enumerable.Range(1, Items).SelectMany(item => (float[])[model.Predict(2, item), model.Predict(newcomer, item)])];
    }

    private static string PathOf(string algorithm) => Path.Combine(Folder, $"{algorithm.Replace("+", "plus", StringComparison.Ordinal)}.model");

    private static string FindFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples", "v2");
}
