using System.Globalization;
using System.IO.Compression;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Recommenders.Tests;

/// <summary>Accuracy on genuine ratings, where <c>MOVIEMESH_DATA</c> says where they are (a folder with <c>ml-latest-small.zip</c>, or that file).</summary>
public sealed class MovieLensTests
{
    [Fact]
    public void Als_Defaults_StayAccurateOnARandomTenth()
    {
        var split = Splits.Random(ReadRatings(), 0.1, seed: 42);
        var model = new AlsTrainer().Train(RatingMatrix.Create(split.Training));

        Assert.InRange(RatingAccuracy.Of(split.HeldOut, model).Rmse, 0.80, 0.846);
    }

    [Fact]
    public void Als_Defaults_BeatTheBiasesAlone()
    {
        var split = Splits.HashFold(ReadRatings(), fold: 0, folds: 5);
        var training = RatingMatrix.Create(split.Training);
        var biases = RatingAccuracy.Of(split.HeldOut, new AlsTrainer(new AlsOptions { Factors = 0 }).Train(training));
        var factors = RatingAccuracy.Of(split.HeldOut, new AlsTrainer().Train(training));

        Assert.True(factors.Rmse < biases.Rmse - 0.015, $"Factors {factors.Rmse:f4}, biases {biases.Rmse:f4}.");
    }

    private static Rating[] ReadRatings()
    {
        var path = Environment.GetEnvironmentVariable("MOVIEMESH_DATA") ?? string.Empty;
        var file = Directory.Exists(path) ? Path.Combine(path, "ml-latest-small.zip") : path;
        Assert.SkipUnless(File.Exists(file) && file.EndsWith("ml-latest-small.zip", StringComparison.Ordinal), "MOVIEMESH_DATA does not lead to ml-latest-small.zip.");
        using var archive = ZipFile.OpenRead(file);
        using var reader = new StreamReader(archive.GetEntry("ml-latest-small/ratings.csv")!.Open());
        reader.ReadLine();
        var ratings = new List<Rating>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            ratings.Add(new Rating(int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), float.Parse(fields[2], CultureInfo.InvariantCulture)));
        }

        return [.. ratings];
    }
}
