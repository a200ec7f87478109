using System.CommandLine;
using System.Globalization;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using Spectre.Console;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary><c>bench warm</c>: what it saves to begin a training with the factors of the one before.</summary>
internal static class WarmStartBenchCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "A zip or a folder. Default: MOVIEMESH_DATA of the environment, or made up as large as ml-latest-small." };
        var name = new Option<string>("--algorithm") { Description = "An algorithm that can go on from a model.", DefaultValueFactory = _ => "als" };
        name.AcceptOnlyFromAmong([.. RecommenderAlgorithms.All.Where(algorithm => algorithm.ContinuesModels).Select(algorithm => algorithm.Name)]);
        var rounds = new Option<int>("--rounds") { Description = "Trainings, from 1 to 100.", DefaultValueFactory = _ => 10 };
        var start = new Option<double>("--start") { Description = "The share of the ratings that is there before the first of them, from 0.1 to 0.99; the others come in between.", DefaultValueFactory = _ => 0.9 };
        var command = new Command("warm", "Trains again and again while ratings come in, from nothing and from the factors of the training before, and counts the epochs to the same held-out error.")
        {
            data, name, rounds, start,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
                result.AddError("--rounds must be from 1 to 100.");
        });
        start.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 0.99))
                result.AddError("--start must be from 0.1 to 0.99.");
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var path = result.GetValue(data) ?? Environment.GetEnvironmentVariable("MOVIEMESH_DATA") ?? await BenchData.GenerateFolderAsync(BenchData.Small, cancellationToken);
                var bench = new WarmStartBench(RecommenderAlgorithms.Find(result.GetValue(name)!)!, BenchData.Read(path, cancellationToken), result.GetValue(rounds), result.GetValue(start));
                Print(bench.Run(cancellationToken));
                return 0;
            }
            catch (Exception exception) when (exception is DatasetException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"bench warm: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Print(IEnumerable<WarmStartFigure> figures)
    {
        var table = new Table();
        foreach (var column in (string[])["ratings", "from nothing: error", "at epoch", "of", "seconds", "warm: the same error at epoch", "least error", "at epoch", "of", "seconds"])
            table.AddColumn(new TableColumn(column) { Alignment = Justify.Right });
        foreach (var (ratings, cold, warm, warmEpochs) in figures)
        {
            string Text(FormattableString text) => Markup.Escape(text.ToString(CultureInfo.InvariantCulture));
            table.AddRow(
                Text($"{ratings:n0}"),
                Text($"{cold.Error:f4}"),
                Text($"{cold.Epoch}"),
                Text($"{cold.Epochs}"),
                Text($"{cold.Seconds:f2}"),
                warmEpochs is { } epochs ? Text($"{epochs}") : "not",
                Text($"{warm.Error:f4}"),
                Text($"{warm.Epoch}"),
                Text($"{warm.Epochs}"),
                Text($"{warm.Seconds:f2}"));
        }

        AnsiConsole.Write(table);
    }
}
