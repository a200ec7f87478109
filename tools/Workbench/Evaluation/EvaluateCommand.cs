using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary><c>evaluate</c>: fits algorithms on a part of a data set and measures them on the rest.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The data set: a zip or a folder. Default: the environment's MOVIEMESH_DATA." };
        var algorithms = new Option<string>("--algorithm") { Description = $"Names, separated by commas, or 'all': {string.Join(", ", RecommenderAlgorithms.All.Select(a => a.Name))}.", DefaultValueFactory = _ => "als" };
        var protocol = new Option<string>("--protocol") { Description = "random:90/10 or hash-folds:5, or with other numbers.", DefaultValueFactory = _ => "random:90/10" };
        var seed = new Option<ulong>("--seed") { Description = "The seed of a random protocol.", DefaultValueFactory = _ => 42 };
        var settings = new Option<string[]>("--set") { Description = "An option of the algorithm, such as factors=64. May be given several times." };
        var json = new Option<FileInfo?>("--json") { Description = "A file to write the figures to, as JSON." };
        var command = new Command("evaluate", "Measure recommendation algorithms on held-out ratings.") { data, algorithms, protocol, seed, settings, json };
        command.SetAction((result, cancellationToken) => RunAsync(
            new Request(
                result.GetValue(data) ?? Environment.GetEnvironmentVariable("MOVIEMESH_DATA"),
                result.GetValue(algorithms)!,
                result.GetValue(protocol)!,
                result.GetValue(seed),
                result.GetValue(settings) ?? [],
                result.GetValue(json)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Request request, CancellationToken cancellationToken)
    {
        try
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
            var path = request.Data ?? throw new EvaluationException("Say which data set to evaluate on: --data PATH, or MOVIEMESH_DATA in the environment.");
            var protocol = Protocol.Parse(request.Protocol, request.Seed);
            var algorithms = Select(request.Algorithms);
            var options = algorithms.Select(algorithm => CreateOptions(algorithm, request.Settings)).ToArray();
            using var dataset = Dataset.Open(path);
            var figures = await Task.Run(() => Measure(console, new Evaluator(dataset, protocol), algorithms, options, cancellationToken), cancellationToken);
            Print(console, dataset, protocol, figures);
            if (request.Json is { } file)
                await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json) + '\n', cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is EvaluationException or DatasetException or ValidationException or IOException or UnauthorizedAccessException or ArithmeticException)
        {
            await Console.Error.WriteLineAsync($"evaluate: {exception.Message}");
            return 1;
        }
    }

    private static IReadOnlyList<RecommenderAlgorithm> Select(string names) => names == "all"
        ? RecommenderAlgorithms.All
        : [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => RecommenderAlgorithms.Find(name)
            ?? throw new EvaluationException($"There is no algorithm '{name}'; there are: {string.Join(", ", RecommenderAlgorithms.All.Select(a => a.Name))}."))];

    private static object CreateOptions(RecommenderAlgorithm algorithm, IEnumerable<string> settings)
    {
        var options = algorithm.CreateOptions();
        foreach (var setting in settings)
            OptionSetter.Apply(options, setting);
        return options;
    }

    private static EvaluationFigures[] Measure(IAnsiConsole console, Evaluator evaluator, IReadOnlyList<RecommenderAlgorithm> algorithms, object[] options, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Ansi)
            return [.. algorithms.Select((algorithm, i) => evaluator.Run(algorithm, options[i], _ => { }, cancellationToken))];
        return console.Progress().AutoClear(true).Start(progress => algorithms.Select((algorithm, i) =>
        {
            var task = progress.AddTask(algorithm.Name, maxValue: 1);
            return evaluator.Run(algorithm, options[i], fraction => task.Value = fraction, cancellationToken);
        }).ToArray());
    }

    private static void Print(IAnsiConsole console, Dataset dataset, Protocol protocol, EvaluationFigures[] figures)
    {
        var table = new Table().Title(Markup.Escape($"{dataset.Name}, {protocol}"));
        foreach (var column in (string[])["algorithm", "RMSE", "MAE", "held out", "fit s", "predict s", "peak MB"])
            table.AddColumn(new TableColumn(column) { Alignment = column == "algorithm" ? Justify.Left : Justify.Right });
        foreach (var row in figures)
        {
            table.AddRow(
                row.Algorithm,
                $"{row.Rmse:f4}",
                $"{row.Mae:f4}",
                $"{row.HeldOut:n0}",
                $"{row.FitSeconds:f2}",
                $"{row.PredictSeconds:f2}",
                $"{row.PeakMegabytes:f0}");
        }

        console.Write(table);
        if (dataset.IsGenerated)
            console.WriteLine("These ratings were generated: the figures say nothing about people.");
        if (dataset.Problems.Total > 0)
            console.WriteLine($"{dataset.Problems.Total:n0} lines could not be read and were left out.");
    }

    private sealed record Request(string? Data, string Algorithms, string Protocol, ulong Seed, string[] Settings, FileInfo? Json);
}
