using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Tests.Evaluation;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evaluate");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Evaluate_AllAlgorithms_WritesTheirFiguresAsJson()
    {
        WriteDataset();
        var file = Path.Combine(_folder.FullName, "figures.json");
        var exitCode = await Run("--data", _folder.FullName, "--algorithm", "all", "--protocol", "hash-folds:3", "--set", "epochs=4", "--json", file);

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var rows = json.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("algorithm").GetString()!);
        Assert.Equal(RecommenderAlgorithms.All.Select(algorithm => algorithm.Name).Order(), rows.Keys.Order());
        Assert.All(rows.Values, row =>
        {
            // Every rating is held out once.
            Assert.Equal(40 * 30, row.GetProperty("heldOut").GetInt32());
            Assert.Equal(3, row.GetProperty("folds").GetArrayLength());
            Assert.Equal(!RecommenderAlgorithms.Find(row.GetProperty("algorithm").GetString()!)!.PredictsStars, row.GetProperty("rmse").ValueKind == JsonValueKind.Null);
        });
        Assert.Equal(4, rows["als"].GetProperty("options").GetProperty("epochs").GetInt32());

        // Biases alone cannot tell who likes which half of the movies.
        Assert.InRange(rows["biases"].GetProperty("rmse").GetDouble(), 1.9, 2.3);
        Assert.InRange(rows["als"].GetProperty("rmse").GetDouble(), 0, 0.5 * rows["biases"].GetProperty("rmse").GetDouble());
    }

    [Theory]
    [InlineData("--algorithm", "nonsense")]
    [InlineData("--protocol", "random:0/10")]
    [InlineData("--protocol", "hash-folds:1")]
    [InlineData("--set", "factors=999")]
    [InlineData("--set", "factors=many")]
    [InlineData("--set", "nonsense=1")]
    [InlineData("--data", "/nonexistent/ratings")]
    public async Task Evaluate_NonsenseAsked_FailsWithOneLine(string option, string value)
    {
        WriteDataset();
        string[] arguments = option == "--data" ? [option, value] : ["--data", _folder.FullName, option, value];

        Assert.Equal(1, await Run(arguments));
    }

    [Fact]
    public void OptionSetter_AnySpelling_SetsTheProperty()
    {
        var options = (AlsOptions)Assert.Single(OptionSetter.Create([RecommenderAlgorithms.Find("als")!], ["item-regularization-offset=7.5", "SEED=9"]));
        Assert.Equal((7.5f, 9UL), (options.ItemRegularizationOffset, options.Seed));
    }

    [Fact]
    public void OptionSetter_SeveralAlgorithms_SetsThoseThatHaveTheOptionOrTheOneNamed()
    {
        RecommenderAlgorithm[] algorithms = [RecommenderAlgorithms.Find("biases")!, RecommenderAlgorithms.Find("popularity")!, RecommenderAlgorithms.Find("als")!];
        var options = OptionSetter.Create(algorithms, ["epochs=3", "als.epochs=5"]);

        Assert.Equal((3, 5), (((AlsOptions)options[0]).Epochs, ((AlsOptions)options[2]).Epochs));
        Assert.Throws<EvaluationException>(() => OptionSetter.Create(algorithms, ["popularity.epochs=5"]));
    }

    private static Task<int> Run(params string[] arguments) => new RootCommand { EvaluateCommand.Create() }.Parse(["evaluate", .. arguments]).InvokeAsync();

    // Even users love even movies and dislike odd ones; odd users the other way round.
    private void WriteDataset()
    {
        var movies = new StringBuilder("movieId,title,genres\n");
        var ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
        for (var movie = 1; movie <= 30; movie++)
        {
            movies.Append(CultureInfo.InvariantCulture, $"{movie},Movie {movie} (2001),Drama\n");
            for (var user = 1; user <= 40; user++)
                ratings.Append(CultureInfo.InvariantCulture, $"{user},{movie},{(user % 2 == movie % 2 ? "5.0" : "1.0")},1000000000\n");
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "movies.csv"), movies.ToString());
        File.WriteAllText(Path.Combine(_folder.FullName, "ratings.csv"), ratings.ToString());
        File.WriteAllText(Path.Combine(_folder.FullName, "links.csv"), "movieId,imdbId,tmdbId\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "tags.csv"), "userId,movieId,tag,timestamp\n");
    }
}
