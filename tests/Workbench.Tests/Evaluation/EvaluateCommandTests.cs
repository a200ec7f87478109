using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Workbench.Evaluation;
using Spectre.Console;

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

    [Fact]
    public async Task Evaluate_Newcomers_KnowsThemBetterByMoreRatings()
    {
        WriteDataset();
        var rows = await Figures("--algorithm", "popularity,taste", "--set", "taste.epochs=4", "--set", "taste.factors=8", "--protocol", "newcomers:3");
        double Figure(string algorithm, int known, string figure) =>
            rows.Single(row => row.GetProperty("algorithm").GetString() == algorithm && row.GetProperty("known").GetInt32() == known && !row.GetProperty("byStarter").GetBoolean())
                .GetProperty(figure).GetDouble();

        // Users like one half of the movies or the other, and popularity cannot tell which.
        Assert.InRange(Figure("taste", 10, "ndcg"), 0.8, 1);
        Assert.InRange(Figure("popularity", 10, "ndcg"), 0, 0.75);
        Assert.InRange(Figure("taste", 10, "nextHit"), 0.5, 1);
        Assert.True(Figure("taste", 10, "sameness") < Figure("popularity", 10, "sameness"));
        Assert.Equal(2 * 2 * 6, rows.Length);
    }

    [Fact]
    public async Task Evaluate_NewcomersVaried_IsARowForEachValue()
    {
        WriteDataset();
        var rows = await Figures("--algorithm", "taste", "--set", "epochs=2", "--vary", "popularityWeight=0,1", "--protocol", "newcomers:2");

        Assert.Equal(["taste 0", "taste 1"], rows.Select(row => row.GetProperty("algorithm").GetString()).Distinct());
    }

    [Theory]
    [InlineData("newcomers:1")]
    [InlineData("newcomers", "--tune")]
    [InlineData("newcomers", "--vary", "caution=1")]
    [InlineData("newcomers", "--vary", "popularityWeight=much")]
    [InlineData("random:90/10", "--vary", "factors=1,2")]
    public async Task Evaluate_NewcomersThatCannotBe_AreRefused(string protocol, params string[] others)
    {
        WriteDataset();
        Assert.Equal(1, await Run(["--data", _folder.FullName, "--algorithm", "taste", "--protocol", protocol, .. others]));
    }

    [Fact]
    public async Task Evaluate_Similar_FindsWhatTheSameUsersLike()
    {
        WriteDataset();
        var rows = (await Figures("--algorithm", "als", "--set", "epochs=4", "--protocol", "similar")).ToDictionary(row => row.GetProperty("measure").GetString()!);

        // Users like one half of the movies or the other; a list of what everybody rated is right by half.
        Assert.InRange(rows["raters-and-content"].GetProperty("ndcg").GetDouble(), 0.8, 1);
        Assert.InRange(rows["popularity"].GetProperty("ndcg").GetDouble(), 0, 0.7);
        Assert.Equal(1, rows["raters-and-content"].GetProperty("listed").GetDouble());
        Assert.Superset(MovieMesh.Contracts.SimilarityMeasures.All.Where(measure => measure != "factors").ToHashSet(), rows.Keys.ToHashSet());
        Assert.Contains("factors of als", rows.Keys);
    }

    [Fact]
    public async Task Evaluate_SimilarWithTuning_IsRefused()
    {
        WriteDataset();
        Assert.Equal(1, await Run("--data", _folder.FullName, "--protocol", "similar", "--tune"));
    }

    [Theory]
    [InlineData("u1", 1, null)]
    [InlineData("u1-u3", 3, null)]
    [InlineData("leave-last:4", 1, 40 * 4)]
    [InlineData("strong:10-users", 1, 10 * 6)]
    [InlineData("random:75/25", 1, null)]
    public async Task Evaluate_EachProtocol_MeasuresStarsAndLists(string protocol, int folds, int? heldOut)
    {
        WriteMl100k();
        var row = Assert.Single(await Figures("--algorithm", "als", "--set", "epochs=6", "--protocol", protocol));

        Assert.Equal(folds, row.GetProperty("folds").GetArrayLength());
        Assert.Equal(heldOut ?? row.GetProperty("heldOut").GetInt32(), row.GetProperty("heldOut").GetInt32());
        Assert.InRange(row.GetProperty("rmse").GetDouble(), 0, 1);
        Assert.InRange(row.GetProperty("ndcg").GetDouble(), 0.8, 1);
        Assert.InRange(row.GetProperty("coverage").GetDouble(), 0.5, 1);
        Assert.Equal(row.GetProperty("folds").EnumerateArray().Average(fold => fold.GetProperty("rmse").GetDouble()), row.GetProperty("rmse").GetDouble(), 12);
    }

    [Fact]
    public async Task Evaluate_PositivesOnly_KnowsOfNoOtherRatings()
    {
        WriteMl100k();
        var all = Assert.Single(await Figures("--algorithm", "popularity", "--protocol", "hash-folds:3", "--k", "15"));
        var positives = Assert.Single(await Figures("--algorithm", "popularity", "--protocol", "hash-folds:3", "--k", "15", "--positives-only"));
        var stars = Assert.Single(await Figures("--algorithm", "als", "--protocol", "hash-folds:3", "--positives-only"));

        // A movie that is out of sight because it was disliked helps the list; with positives alone it comes back.
        Assert.Equal(all.GetProperty("rankedUsers").GetInt32(), positives.GetProperty("rankedUsers").GetInt32());
        Assert.True(positives.GetProperty("precision").GetDouble() < all.GetProperty("precision").GetDouble());
        Assert.True(positives.GetProperty("positivesOnly").GetBoolean());
        Assert.Equal(JsonValueKind.Null, stars.GetProperty("rmse").ValueKind);
    }

    [Fact]
    public async Task Evaluate_Plot_DrawsTheErrorOfEveryEpochAndLeavesTheFiguresAlone()
    {
        WriteMl100k();
        string[] arguments = ["--algorithm", "als,popularity", "--protocol", "u1-u2", "--set", "epochs=9", "--set", "patience=1"];
        var without = await Figures(arguments);
        var plots = Path.Combine(_folder.FullName, "plots");
        var with = await Figures([.. arguments, "--plot", plots]);

        Assert.Equal(["als.svg", "popularity.svg"], Directory.GetFiles(plots).Select(Path.GetFileName).Order());
        var svg = XDocument.Load(Path.Combine(plots, "als.svg"));
        var lines = svg.Descendants().Where(element => element.Name.LocalName == "polyline").ToArray();
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(9, line.Attribute("points")!.Value.Split(' ').Length));
        Assert.Contains("u1-u2, fold u1", svg.Root!.Value, StringComparison.Ordinal);
        Assert.Equal(9, with[0].GetProperty("curve").GetArrayLength());
        Assert.Equal(without[0].GetProperty("rmse").GetDouble(), with[0].GetProperty("rmse").GetDouble());
        Assert.Equal(1, with[0].GetProperty("options").GetProperty("patience").GetInt32());
    }

    [Fact]
    public async Task Evaluate_Tune_FindsBetterOptionsAndTheCommandThatBringsThemBack()
    {
        WriteMl100k();
        string[] common = ["--algorithm", "als", "--protocol", "u1"];
        var row = Assert.Single(await Figures([.. common, "--set", "epochs=3", "--set", "regularization=300", "--tune", "--trials", "9", "--search", "regularization=0.01..300"]));
        var tuning = row.GetProperty("tuning");
        var settings = tuning.GetProperty("settings").EnumerateArray().Select(setting => setting.GetString()!).ToArray();
        var again = Assert.Single(await Figures([.. common, .. settings.SelectMany(setting => new[] { "--set", setting })]));

        Assert.True(tuning.GetProperty("score").GetDouble() < tuning.GetProperty("before").GetDouble());
        Assert.Equal(9, tuning.GetProperty("trials").GetArrayLength());
        Assert.Equal(["epochs", "regularization"], settings.Select(setting => setting.Split('=')[0]).Order());
        Assert.Equal(row.GetProperty("rmse").GetDouble(), again.GetProperty("rmse").GetDouble());
    }

    [Fact]
    public async Task Evaluate_CtrlC_EndsWithTheCodeOfAnInterruption()
    {
        WriteMl100k();
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        Assert.Equal(130, await new RootCommand { EvaluateCommand.Create() }.Parse(["evaluate", "--data", _folder.FullName]).InvokeAsync(cancellationToken: interrupted.Token));
    }

    [Fact]
    public void FiguresTables_ManyFoldsAndAlgorithms_FitAHundredColumns()
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1_000;
        var figures = new Figures { HeldOut = 25_000_000, RankedUsers = 162_541, Rmse = 1.2345, Mae = 1, Precision = 1, Recall = 1, Ndcg = 1, Map = 1, Mrr = 1, Coverage = 1, Novelty = 17.25, Diversity = 1, FitSeconds = 12_345, PredictSeconds = 12_345, RankSeconds = 12_345, PeakMegabytes = 123_456 };
        FiguresTables.Print(console, [.. Enumerable.Range(0, 7).Select(i => EvaluationFigures.Of(
            "ml-latest-small", Protocol.Parse("hash-folds:5", 1), $"longest-name-{i}", new object(), new Measure(10, 4, PositivesOnly: true, Caution: null), [.. Enumerable.Range(0, 5).Select(fold => new FoldFigures($"{fold}", figures))]))]);

        var lines = writer.ToString().Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Contains(lines, line => line.Contains("trained on ratings of 4 or more alone", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("--algorithm", "nonsense")]
    [InlineData("--protocol", "random:0/10")]
    [InlineData("--protocol", "hash-folds:1")]
    [InlineData("--protocol", "u1")]
    [InlineData("--protocol", "u5-u1")]
    [InlineData("--protocol", "leave-last:0")]
    [InlineData("--protocol", "leave-last:1000")]
    [InlineData("--protocol", "strong:0-users")]
    [InlineData("--k", "0")]
    [InlineData("--k", "many")]
    [InlineData("--threshold", "9")]
    [InlineData("--caution", "-1")]
    [InlineData("--folds", "0")]
    [InlineData("--trials", "1")]
    [InlineData("--objective", "beauty")]
    [InlineData("--set", "biases.factors=1")]
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

    private async Task<JsonElement[]> Figures(params string[] arguments)
    {
        var file = Path.Combine(_folder.FullName, "figures.json");
        Assert.Equal(0, await Run(["--data", _folder.FullName, "--json", file, .. arguments]));
        return JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
    }

    // The same tastes in the format of ml-100k, with three splits of a quarter each, given in an order of time that goes through all movies.
    private void WriteMl100k()
    {
        var splits = new (StringBuilder Training, StringBuilder Test)[3];
        for (var i = 0; i < splits.Length; i++)
            splits[i] = (new StringBuilder(), new StringBuilder());
        var (movies, ratings, users) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var movie = 1; movie <= 30; movie++)
            movies.Append(CultureInfo.InvariantCulture, $"{movie}|Movie {movie} (1995)|01-Jan-1995|||0|{movie % 2}|0|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0\n");
        for (var user = 1; user <= 40; user++)
        {
            users.Append(CultureInfo.InvariantCulture, $"{user}|{20 + user}|F|writer|12345\n");
            for (var movie = 1; movie <= 30; movie++)
            {
                var line = string.Create(CultureInfo.InvariantCulture, $"{user}\t{movie}\t{(user % 2 == movie % 2 ? 5 : 1)}\t{880_000_000 + (((movie * 7) + user) % 30 * 86_400)}\n");
                ratings.Append(line);
                for (var i = 0; i < splits.Length; i++)
                    ((((user * 31) + (movie * 17)) >> 1) % 4 == i ? splits[i].Test : splits[i].Training).Append(line);
            }
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "u.item"), movies.ToString());
        File.WriteAllText(Path.Combine(_folder.FullName, "u.data"), ratings.ToString());
        File.WriteAllText(Path.Combine(_folder.FullName, "u.user"), users.ToString());
        for (var i = 0; i < splits.Length; i++)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, $"u{i + 1}.base"), splits[i].Training.ToString());
            File.WriteAllText(Path.Combine(_folder.FullName, $"u{i + 1}.test"), splits[i].Test.ToString());
        }
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
