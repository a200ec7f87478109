using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Workbench.Tuning;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary><c>evaluate</c>: fits algorithms on a part of a data set and measures them on the rest.</summary>
internal static class EvaluateCommand
{
    /// <summary>What a shell gives to a command that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    private const int TableWidth = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The data set: a zip or a folder. Default: the environment's MOVIEMESH_DATA." };
        var algorithms = new Option<string>("--algorithm") { Description = $"Names, separated by commas, or 'all': {Names(RecommenderAlgorithms.All)}.", DefaultValueFactory = _ => "als" };
        var protocol = new Option<string>("--protocol") { Description = $"{Protocol.Help} {Newcomers.Help} {SimilarEvaluation.Help}", DefaultValueFactory = _ => "random:90/10" };
        var seed = new Option<ulong>("--seed") { Description = "The seed of a protocol that draws at random.", DefaultValueFactory = _ => EvaluationRequest.DefaultSeed };
        var folds = new Option<int?>("--folds") { Description = "Run so many folds of the protocol, the first ones. Default: all." };
        var settings = new Option<string[]>("--set") { Description = "An option: factors=64 for every algorithm that has it, als.factors=64 for one. May be given several times." };
        var k = new Option<int>("--k") { Description = "The length of the lists that are measured.", DefaultValueFactory = _ => Measure.DefaultK };
        var threshold = new Option<float>("--threshold") { Description = "Stars from which a held-out rating counts as relevant.", DefaultValueFactory = _ => Measure.DefaultThreshold };
        var positivesOnly = new Option<bool>("--positives-only")
        {
            Description = "Train on ratings of --threshold or more alone, and leave no others out of the lists: NDCG 'of ratings of 4 or more, trained on ratings of 4 or more'.",
        };
        var caution = new Option<float?>("--caution") { Description = "How much lists of predicted stars shy away from movies with few ratings, 0 to 10. Default: the library's." };
        var json = new Option<FileInfo?>("--json") { Description = "A file to write the figures to, as JSON." };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "A file to write the table to, for documents." };
        var plot = new Option<DirectoryInfo?>("--plot") { Description = "A folder to draw each algorithm's error per epoch into, on training and held-out ratings of the first fold, as SVG." };
        var tune = new Option<bool>("--tune") { Description = "Search for better options first, on validation ratings split off the training part of the first fold, and measure those." };
        var trials = new Option<int>("--trials") { Description = "The settings that --tune tries.", DefaultValueFactory = _ => 24 };
        var objective = new Option<string?>("--objective") { Description = "What --tune looks for: rmse or ndcg. Default: rmse where stars are predicted and measured." };
        objective.AcceptOnlyFromAmong("rmse", "ndcg");
        var searches = new Option<string[]>("--search") { Description = "Where --tune looks instead of where the algorithm says: factors=8..64, or measure=cosine|pearson. May be given several times." };
        var vary = new Option<string?>("--vary") { Description = "With newcomers: each algorithm once for each value of an option that it has, such as popularityWeight=0.02,0.07,0.2." };
        var command = new Command("evaluate", "Measure recommendation algorithms on held-out ratings.")
        {
            data, algorithms, protocol, seed, folds, settings, k, threshold, positivesOnly, caution, json, markdown, plot, tune, trials, objective, searches, vary,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            new EvaluationRequest(
                result.GetValue(data) ?? Environment.GetEnvironmentVariable("MOVIEMESH_DATA"),
                result.GetValue(algorithms)!,
                result.GetValue(protocol)!,
                result.GetValue(seed),
                result.GetValue(folds),
                result.GetValue(settings) ?? [],
                new Measure(result.GetValue(k), result.GetValue(threshold), result.GetValue(positivesOnly), result.GetValue(caution)),
                result.GetValue(json),
                result.GetValue(markdown),
                result.GetValue(plot),
                result.GetValue(tune),
                result.GetValue(trials),
                result.GetValue(objective),
                result.GetValue(searches) ?? [],
                result.GetValue(vary)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(EvaluationRequest request, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        console.Profile.Width = Console.IsOutputRedirected ? TableWidth : Math.Max(TableWidth, console.Profile.Width);
        try
        {
            await Task.Run(() => EvaluateAsync(console, request, cancellationToken), cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("evaluate: stopped before the end.");
            return Interrupted;
        }
        catch (Exception exception) when (Explain(exception) is { } message)
        {
            await Console.Error.WriteLineAsync($"evaluate: {message}");
            return 1;
        }
    }

    private static async Task EvaluateAsync(IAnsiConsole console, EvaluationRequest request, CancellationToken cancellationToken)
    {
        Require("--folds", request.Folds is null or >= 1, "at least 1");
        Require("--k", request.Measure.K is >= 1 and <= 1000, "between 1 and 1000");
        Require("--threshold", request.Measure.Threshold is >= 0.5f and <= 5, "between 0.5 and 5");
        Require("--caution", request.Measure.Caution is null or (>= 0 and <= 10), "between 0 and 10");
        Require("--trials", request.Trials is >= 2 and <= 10_000, "between 2 and 10000");
        var path = request.Data ?? throw new EvaluationException("Say which data set to evaluate on: --data PATH, or MOVIEMESH_DATA in the environment.");
        if (Newcomers.Folds(request.Protocol) is { } newcomerFolds)
        {
            await EvaluateNewcomersAsync(console, request, path, newcomerFolds, cancellationToken);
            return;
        }

        Require("--vary", request.Vary is null, "left out but with --protocol newcomers");
        if (request.Protocol == SimilarEvaluation.Protocol)
        {
            await EvaluateSimilarAsync(console, request, path, cancellationToken);
            return;
        }

        var protocol = Protocol.Parse(request.Protocol, request.Seed).WithFolds(request.Folds ?? int.MaxValue);
        var algorithms = Select(request.Algorithms);
        var options = OptionSetter.Create(algorithms, request.Settings);
        for (var i = 0; i < algorithms.Count; i++)
            algorithms[i].CreateTrainer(options[i]);
        using var dataset = Dataset.Open(path);
        var evaluator = new Evaluator(new EvaluationData(dataset), protocol, request.Measure);
        if (request.Tune)
            request.Searches.ToList().ForEach(SearchSpace.Check);
        var tuned = request.Tune ? Tune(console, request, evaluator, algorithms, options, cancellationToken) : null;
        var figures = Progressing(console, progress => algorithms.Select((algorithm, i) =>
            evaluator.Run(algorithm, tuned?[i].Options ?? options[i], progress(algorithm.Name), cancellationToken) with { Tuning = tuned?[i] }).ToArray());
        FiguresTables.Print(console, figures);
        if (request.Plot is { } folder)
            figures = await PlotAsync(console, evaluator, algorithms, figures, folder, cancellationToken);
        if (dataset.IsGenerated)
            console.WriteLine("These ratings were generated: the figures say nothing about people.");
        if (dataset.Problems.Total > 0)
            console.WriteLine($"{dataset.Problems.Total:n0} lines could not be read and were left out.");
        if (request.Markdown is { } document)
            await File.WriteAllTextAsync(document.FullName, FiguresTables.ToMarkdown(CommandLine.Of(request, request.Algorithms, request.Settings), figures), cancellationToken);
        if (request.Json is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json) + '\n', cancellationToken);
    }

    private static async Task EvaluateNewcomersAsync(IAnsiConsole console, EvaluationRequest request, string path, int folds, CancellationToken cancellationToken)
    {
        Require("--tune, --plot and --positives-only", !request.Tune && request.Plot is null && !request.Measure.PositivesOnly, "left out with --protocol newcomers");
        var algorithms = Select(request.Algorithms);
        var options = OptionSetter.Create(algorithms, request.Settings);
        var variants = algorithms.SelectMany((algorithm, i) => Vary(algorithm, options[i], request.Vary)).ToArray();
        if (variants.Length == 0)
            throw new EvaluationException($"'{request.Vary}' is no option of any of these algorithms.");
        foreach (var variant in variants)
            variant.Algorithm.CreateTrainer(variant.Options);
        using var dataset = Dataset.Open(path);
        var newcomers = new Newcomers(new EvaluationData(dataset), folds, request.Measure.K, request.Measure.Threshold);
        var figures = Progressing(console, progress =>
            variants.SelectMany(one => newcomers.Run(one.Name, one.Algorithm, one.Options, progress(one.Name), cancellationToken)).ToArray());
        NewcomerTables.Print(console, dataset.Name, figures);
        if (request.Markdown is { } document)
            await File.WriteAllTextAsync(document.FullName, NewcomerTables.ToMarkdown(CommandLine.Of(request, request.Algorithms, request.Settings), figures), cancellationToken);
        if (request.Json is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json) + '\n', cancellationToken);
    }

    private static async Task EvaluateSimilarAsync(IAnsiConsole console, EvaluationRequest request, string path, CancellationToken cancellationToken)
    {
        Require("--tune, --plot and --positives-only", !request.Tune && request.Plot is null && !request.Measure.PositivesOnly, $"left out with --protocol {SimilarEvaluation.Protocol}");
        var algorithms = Select(request.Algorithms);
        var options = OptionSetter.Create(algorithms, request.Settings);
        using var dataset = Dataset.Open(path);
        var evaluation = new SimilarEvaluation(new EvaluationData(dataset), request.Measure, request.Folds ?? SimilarEvaluation.Folds, [.. algorithms.Zip(options)]);
        var figures = Progressing(console, progress => evaluation.Run(progress("similar films"), cancellationToken));
        SimilarTables.Print(console, dataset.Name, request.Measure, figures);
        if (request.Markdown is { } document)
            await File.WriteAllTextAsync(document.FullName, SimilarTables.ToMarkdown(request.Measure.K, figures), cancellationToken);
        if (request.Json is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json) + '\n', cancellationToken);
    }

    /// <summary>An algorithm as often as an option has values; once without, not at all where it has no such option.</summary>
    private static IEnumerable<(string Name, RecommenderAlgorithm Algorithm, object Options)> Vary(RecommenderAlgorithm algorithm, object options, string? vary)
    {
        if (vary is null)
            return [(algorithm.Name, algorithm, options)];
        var sides = vary.Split('=', 2);
        if (sides.Length < 2)
            throw new EvaluationException($"'{vary}' varies no option; write name=value,value.");
        if (OptionSetter.Find(options, sides[0]) is not { } property)
            return [];
        return sides[1].Split(',', StringSplitOptions.TrimEntries).Select(value =>
        {
            var clone = OptionSetter.Clone(algorithm, options);
            OptionSetter.Set(clone, property, value);
            return ($"{algorithm.Name} {value}", algorithm, clone);
        });
    }

    private static void Require(string option, bool isTrue, string range)
    {
        if (!isTrue)
            throw new EvaluationException($"{option} must be {range}.");
    }

    private static TuningResult[] Tune(
        IAnsiConsole console, EvaluationRequest request, Evaluator evaluator, IReadOnlyList<RecommenderAlgorithm> algorithms, IReadOnlyList<object> options, CancellationToken cancellationToken)
    {
        var results = Progressing(console, progress => algorithms.Select((algorithm, i) =>
        {
            var byRanking = request.Objective is { } objective ? objective == "ndcg" : !algorithm.PredictsStars || request.Measure.PositivesOnly;
            return new Tuner(evaluator, byRanking, request.Trials, (int)request.Seed)
                .Run(algorithm, options[i], SearchSpace.Of(options[i], request.Searches), progress($"{algorithm.Name} search"), cancellationToken);
        }).ToArray());
        foreach (var (algorithm, result) in algorithms.Zip(results))
        {
            var writer = console.Profile.Out.Writer;
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{algorithm.Name}: {result.Objective.ToUpperInvariant()} {result.Before:f4} to {result.Score:f4} on validation ratings; {string.Join(", ", result.Settings.DefaultIfEmpty("the defaults"))}"));
            writer.WriteLine($"  {CommandLine.Of(request, algorithm.Name, result.Settings)}");
        }

        return results;
    }

    private static async Task<EvaluationFigures[]> PlotAsync(
        IAnsiConsole console, Evaluator evaluator, IReadOnlyList<RecommenderAlgorithm> algorithms, EvaluationFigures[] figures, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        folder.Create();
        var curves = Progressing(console, progress => algorithms.Select((algorithm, i) => evaluator.Curve(algorithm, figures[i].Options, progress($"{algorithm.Name} curve"), cancellationToken)).ToArray());
        foreach (var (curve, of) in curves.Zip(figures).Where(pair => !pair.First.IsEmpty))
        {
            var file = Path.Combine(folder.FullName, $"{curve.Algorithm}.svg");
            await File.WriteAllTextAsync(file, curve.ToSvg($"{of.Dataset}, {of.Protocol}{(of.Folds.Count > 1 ? $", fold {of.Folds[0].Fold}" : "")}"), cancellationToken);
            await console.Profile.Out.Writer.WriteLineAsync(file);
        }

        return [.. figures.Zip(curves, (of, curve) => of with { Curve = curve.Points })];
    }

    private static IReadOnlyList<RecommenderAlgorithm> Select(string names) => names == "all"
        ? RecommenderAlgorithms.All
        : [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => RecommenderAlgorithms.Find(name)
            ?? throw new EvaluationException($"There is no algorithm '{name}'; there are: {Names(RecommenderAlgorithms.All)}."))];

    /// <summary>Runs work with a bar for each part of it; none where nobody could see it.</summary>
    private static T Progressing<T>(IAnsiConsole console, Func<Func<string, Action<double>>, T> work)
    {
        if (!console.Profile.Capabilities.Ansi)
            return work(_ => _ => { });
        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).Start(progress => work(name =>
        {
            var task = progress.AddTask(Markup.Escape(name), maxValue: 1);
            return fraction => task.Value = fraction;
        }));
    }

    /// <summary>In one line, what was wrong with what was asked or given; null for a fault of ours.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner),
        EvaluationException or DatasetException or ValidationException or IOException or UnauthorizedAccessException or ArithmeticException or ArgumentException =>
            exception.Message.ReplaceLineEndings(" "),
        _ => null,
    };

    private static string Names(IEnumerable<RecommenderAlgorithm> algorithms) => string.Join(", ", algorithms.Select(algorithm => algorithm.Name));
}
