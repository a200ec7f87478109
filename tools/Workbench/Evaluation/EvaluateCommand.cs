using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
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
        var protocol = new Option<string>("--protocol") { Description = Protocol.Help, DefaultValueFactory = _ => "random:90/10" };
        var seed = new Option<ulong>("--seed") { Description = "The seed of a protocol that draws at random.", DefaultValueFactory = _ => 42 };
        var folds = new Option<int?>("--folds") { Description = "Run so many folds of the protocol, the first ones. Default: all." };
        var settings = new Option<string[]>("--set") { Description = "An option: factors=64 for every algorithm that has it, als.factors=64 for one. May be given several times." };
        var k = new Option<int>("--k") { Description = "The length of the lists that are measured.", DefaultValueFactory = _ => 10 };
        var threshold = new Option<float>("--threshold") { Description = "Stars from which a held-out rating counts as relevant.", DefaultValueFactory = _ => 4 };
        var positivesOnly = new Option<bool>("--positives-only")
        {
            Description = "Train on ratings of --threshold or more alone, and leave no others out of the lists: NDCG 'of ratings of 4 or more, trained on ratings of 4 or more'.",
        };
        var caution = new Option<float?>("--caution") { Description = "How much lists of predicted stars shy away from movies with few ratings, 0 to 10. Default: the library's." };
        var json = new Option<FileInfo?>("--json") { Description = "A file to write the figures to, as JSON." };
        Require(folds, value => value is null or >= 1, "at least 1");
        Require(k, value => value is >= 1 and <= 1000, "between 1 and 1000");
        Require(threshold, value => value is >= 0.5f and <= 5, "between 0.5 and 5");
        Require(caution, value => value is null or (>= 0 and <= 10), "between 0 and 10");
        var command = new Command("evaluate", "Measure recommendation algorithms on held-out ratings.")
        {
            data, algorithms, protocol, seed, folds, settings, k, threshold, positivesOnly, caution, json,
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
                result.GetValue(json)),
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
        var path = request.Data ?? throw new EvaluationException("Say which data set to evaluate on: --data PATH, or MOVIEMESH_DATA in the environment.");
        var protocol = Protocol.Parse(request.Protocol, request.Seed).WithFolds(request.Folds ?? int.MaxValue);
        var algorithms = Select(request.Algorithms);
        var options = OptionSetter.Create(algorithms, request.Settings);
        for (var i = 0; i < algorithms.Count; i++)
            algorithms[i].CreateTrainer(options[i]);
        using var dataset = Dataset.Open(path);
        var evaluator = new Evaluator(new EvaluationData(dataset), protocol, request.Measure);
        var figures = Progressing(console, progress => algorithms.Select((algorithm, i) => evaluator.Run(algorithm, options[i], progress(algorithm.Name), cancellationToken)).ToArray());
        FiguresTables.Print(console, figures);
        if (dataset.IsGenerated)
            console.WriteLine("These ratings were generated: the figures say nothing about people.");
        if (dataset.Problems.Total > 0)
            console.WriteLine($"{dataset.Problems.Total:n0} lines could not be read and were left out.");
        if (request.Json is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json) + '\n', cancellationToken);
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

    private static void Require<T>(Option<T> option, Func<T?, bool> isValid, string range) => option.Validators.Add(result =>
    {
        if (result.Errors.Any() || !isValid(result.GetValueOrDefault<T>()))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be {range}."));
    });
}
